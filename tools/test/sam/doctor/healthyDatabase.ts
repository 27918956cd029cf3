import type { Deployment } from '../../../sam/doctor/deployment';
import { type Answer, type Entries, found } from './answers';
import { DATABASE, PROJECT } from './names';

export function firestore({ indexes, rules }: Deployment): Entries {
  const group = (name: string): string => `${DATABASE}/collectionGroups/${name}`;
  return [
    [
      `GET firestore.googleapis.com/v1/${DATABASE}`,
      found({
        name: DATABASE,
        locationId: 'nam5',
        type: 'FIRESTORE_NATIVE',
        databaseEdition: 'STANDARD',
        pointInTimeRecoveryEnablement: 'POINT_IN_TIME_RECOVERY_ENABLED',
        deleteProtectionState: 'DELETE_PROTECTION_DISABLED',
      }),
    ],
    [
      `GET firestore.googleapis.com/v1/${DATABASE}/backupSchedules`,
      found({
        backupSchedules: [
          { name: `${DATABASE}/backupSchedules/1`, retention: '1209600s', dailyRecurrence: {} },
        ],
      }),
    ],
    [
      `GET firestore.googleapis.com/v1/${group('-')}/indexes`,
      found({
        indexes: indexes.indexes.map(({ collectionGroup, queryScope, fields }, position) => ({
          name: `${group(collectionGroup)}/indexes/CICAg${position}`,
          queryScope,
          fields: [...fields, { fieldPath: '__name__', order: fields.at(-1)?.order }],
          state: 'READY',
          density: 'SPARSE_ALL',
        })),
      }),
    ],
    [
      `GET firestore.googleapis.com/v1/${group('-')}/fields`,
      found({
        fields: indexes.fieldOverrides.map(({ collectionGroup, fieldPath, ttl, indexes: own }) => ({
          name: `${group(collectionGroup)}/fields/${fieldPath}`,
          indexConfig: own.length > 0 ? { indexes: own } : {},
          ...(ttl === true && { ttlConfig: { state: 'ACTIVE' } }),
        })),
      }),
    ],
    [
      `GET firebaserules.googleapis.com/v1/projects/${PROJECT}/releases/cloud.firestore`,
      found({
        name: `projects/${PROJECT}/releases/cloud.firestore`,
        rulesetName: `projects/${PROJECT}/rulesets/2f9`,
      }),
    ],
    [
      `GET firebaserules.googleapis.com/v1/projects/${PROJECT}/rulesets/2f9`,
      found({
        name: `projects/${PROJECT}/rulesets/2f9`,
        source: { files: [{ name: 'firestore.rules', content: rules, fingerprint: '' }] },
      }),
    ],
  ];
}

export function tenants(): Entries {
  const documents = `firestore.googleapis.com/v1/${DATABASE}/documents/tenants`;
  const tenant = (orgId: string, pos: object) => ({
    name: `${DATABASE}/documents/tenants/${orgId}`,
    fields: { pos: { mapValue: { fields: pos } } },
    createTime: '2026-01-01T00:00:00Z',
    updateTime: '2026-01-01T00:00:00Z',
  });
  return [
    [
      `GET ${documents}`,
      found({
        documents: [
          tenant('downtown', { status: { stringValue: 'active' } }),
          tenant('uptown', { status: { stringValue: 'active' }, secretPrefix: { stringValue: 'UPTOWN' } }),
          tenant('closed', { status: { stringValue: 'paused' }, secretPrefix: { stringValue: 'CLOSED' } }),
        ],
      }),
    ],
    ...['downtown', 'uptown'].map((orgId): [string, Answer] => [
      `GET ${documents}/${orgId}/sync_status/pos`,
      found({
        name: `${DATABASE}/documents/tenants/${orgId}/sync_status/pos`,
        fields: {
          lastSyncAt: { timestampValue: '2026-11-26T09:30:00Z' },
          lastError: { nullValue: null },
        },
      }),
    ]),
  ];
}
