import type { Deployment } from '../../../sam/doctor/deployment';
import { PROJECT_ROLES, REQUIRED_APIS } from '../../../sam/doctor/requirements';

export const PROJECT = 'shop-project';
export const NOW = new Date('2026-11-26T10:05:00Z');
const REGION = 'us-central1';
const DATABASE = `projects/${PROJECT}/databases/(default)`;
const ACCOUNT = `sync-sam@${PROJECT}.iam.gserviceaccount.com`;
/** By the param that names it. */
const ACCOUNTS = {
  SYNC_SERVICE_ACCOUNT: ACCOUNT,
  SYNC_API_SERVICE_ACCOUNT: `sync-sam-api@${PROJECT}.iam.gserviceaccount.com`,
  SYNC_MENU_SERVICE_ACCOUNT: `sync-sam-menu@${PROJECT}.iam.gserviceaccount.com`,
} as const;

/** An answer of a Google API: its HTTP status and its JSON body. */
export interface Answer {
  status: number;
  body: unknown;
}

const found = (body: object): Answer => ({ status: 200, body });

/** By `METHOD host/path`, without the query. */
export type Answers = Map<string, Answer>;

/** A project in which everything is as `deployment` says, in the forms that Google's reference documents. */
export function healthyProject(deployment: Deployment): Answers {
  return new Map([
    ...projectItself(),
    ...firestore(deployment),
    ...functions(deployment),
    ...schedules(deployment),
    ...secrets(),
    ...consoleApp(),
    ...tenants(),
  ]);
}

type Entries = [string, Answer][];

/** The bindings of a policy: each role once, with all who have it. */
function grants(): { role: string; members: string[] }[] {
  const members = new Map<string, string[]>();
  for (const [param, email] of Object.entries(ACCOUNTS))
    for (const role of PROJECT_ROLES[param as keyof typeof ACCOUNTS])
      members.set(role, [...(members.get(role) ?? ['user:owner@example.com']), `serviceAccount:${email}`]);
  return [...members].map(([role, of]) => ({ role, members: of }));
}

function projectItself(): Entries {
  return [
    [
      `GET serviceusage.googleapis.com/v1/projects/${PROJECT}/services:batchGet`,
      found({
        services: REQUIRED_APIS.map((name) => ({
          name: `projects/4711/services/${name}`,
          config: { name },
          state: 'ENABLED',
          parent: 'projects/4711',
        })),
      }),
    ],
    [
      `POST cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}:getIamPolicy`,
      found({
        version: 1,
        etag: 'BwYx',
        bindings: [
          ...grants(),
          {
            role: 'roles/cloudbuild.builds.builder',
            members: ['serviceAccount:4711-compute@developer.gserviceaccount.com'],
          },
        ],
      }),
    ],
    [
      `GET cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}`,
      found({ projectNumber: '4711', projectId: PROJECT, lifecycleState: 'ACTIVE' }),
    ],
    ...Object.values(ACCOUNTS).map((email): [string, Answer] => [
      `GET iam.googleapis.com/v1/projects/${PROJECT}/serviceAccounts/${email}`,
      found({ name: `projects/${PROJECT}/serviceAccounts/${email}`, email, uniqueId: '1' }),
    ]),
    [
      `GET cloudquotas.googleapis.com/v1/projects/${PROJECT}/locations/global/services/run.googleapis.com/quotaInfos/CpuAllocPerProjectRegion`,
      found({
        quotaId: 'CpuAllocPerProjectRegion',
        metric: 'run.googleapis.com/cpu_allocation',
        metricUnit: 'milli-vCPU',
        dimensions: ['region'],
        dimensionsInfos: [
          {
            dimensions: { region: 'europe-west1' },
            details: { value: '20000' },
            applicableLocations: ['europe-west1'],
          },
          { details: { value: '2000000' }, applicableLocations: [REGION, 'us-east1'] },
        ],
      }),
    ],
  ];
}

function firestore({ indexes, rules }: Deployment): Entries {
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

function functions({ functions: expected, runtime }: Deployment): Entries {
  const entries: Entries = [];
  const deployed = Object.entries(expected).map(([name, options]) => {
    const trigger = `projects/${PROJECT}/locations/${REGION}/triggers/${name.toLowerCase()}-123456`;
    if (options.eventTrigger !== undefined) {
      const subscription = `projects/${PROJECT}/subscriptions/eventarc-${REGION}-${name.toLowerCase()}-123456-sub-789`;
      entries.push(
        [
          `GET eventarc.googleapis.com/v1/${trigger}`,
          found({
            name: trigger,
            uid: '1',
            transport: { pubsub: { topic: `projects/${PROJECT}/topics/t`, subscription } },
          }),
        ],
        [
          `GET pubsub.googleapis.com/v1/${subscription}`,
          found({
            name: subscription,
            ackDeadlineSeconds: 600,
            retryPolicy: { minimumBackoff: '10s', maximumBackoff: '600s' },
            state: 'ACTIVE',
          }),
        ],
      );
    }
    return {
      name: `projects/${PROJECT}/locations/${REGION}/functions/${name}`,
      state: 'ACTIVE',
      environment: 'GEN_2',
      labels: { app: 'sync-sam', 'deployment-tool': 'cli-firebase' },
      buildConfig: { runtime, entryPoint: name },
      serviceConfig: {
        availableMemory: `${options.availableMemoryMb}M`,
        availableCpu: String(options.cpu),
        timeoutSeconds: options.timeoutSeconds,
        maxInstanceCount: options.maxInstances,
        maxInstanceRequestConcurrency: options.concurrency,
        serviceAccountEmail: options.serviceAccountEmail,
        ingressSettings: options.ingressSettings,
      },
      ...(options.eventTrigger !== undefined && {
        eventTrigger: {
          trigger,
          retryPolicy: options.eventTrigger.retry ? 'RETRY_POLICY_RETRY' : 'RETRY_POLICY_DO_NOT_RETRY',
        },
      }),
    };
  });
  const foreign = {
    ...deployed[0],
    name: `projects/${PROJECT}/locations/${REGION}/functions/someoneElses`,
    labels: {},
  };
  entries.push([
    `GET cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/${REGION}/functions`,
    found({ functions: [...deployed, foreign] }),
  ]);
  return entries;
}

function schedules({ functions: expected }: Deployment): Entries {
  const jobs = Object.entries(expected).flatMap(([name, { scheduleTrigger }]) =>
    scheduleTrigger === undefined
      ? []
      : [
          {
            name: `projects/${PROJECT}/locations/${REGION}/jobs/firebase-schedule-${name}-${REGION}`,
            state: 'ENABLED',
            schedule: scheduleTrigger.schedule,
            timeZone: scheduleTrigger.timeZone,
            lastAttemptTime: '2026-11-26T10:00:01.123456Z',
            status: {},
          },
        ],
  );
  return [
    [`GET cloudscheduler.googleapis.com/v1/projects/${PROJECT}/locations/${REGION}/jobs`, found({ jobs })],
  ];
}

function secrets(): Entries {
  return ['ALLEAVES', 'UPTOWN'].flatMap((prefix) =>
    ['_USERNAME', '_PASSWORD', '_PIN'].flatMap((suffix): Entries => {
      const secret = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/${prefix}${suffix}`;
      return [
        [
          `GET ${secret}/versions/latest`,
          found({ name: `projects/4711/secrets/${prefix}${suffix}/versions/1`, state: 'ENABLED' }),
        ],
        [
          `GET ${secret}:getIamPolicy`,
          found({
            bindings: [
              { role: 'roles/secretmanager.secretAccessor', members: [`serviceAccount:${ACCOUNT}`] },
            ],
          }),
        ],
      ];
    }),
  );
}

function consoleApp(): Entries {
  return [
    [
      `GET firebasehosting.googleapis.com/v1beta1/projects/${PROJECT}/sites`,
      found({
        sites: [
          {
            name: `projects/${PROJECT}/sites/${PROJECT}`,
            appId: '1:4711:web:abc',
            defaultUrl: `https://${PROJECT}.web.app`,
            type: 'DEFAULT_SITE',
          },
        ],
      }),
    ],
    [
      `GET firebase.googleapis.com/v1beta1/projects/${PROJECT}/webApps`,
      found({ apps: [{ name: `projects/${PROJECT}/webApps/1:4711:web:abc`, appId: '1:4711:web:abc' }] }),
    ],
  ];
}

function tenants(): Entries {
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
