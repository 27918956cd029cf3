import { FIRESTORE } from './examination';
import { testFaults } from './faults';
import { PROJECT } from './names';

describe('the database and what is in it', () => {
  testFaults([
    {
      fault: 'a database that is missing',
      break: (project) => project.answers.delete(FIRESTORE),
      found: [{ check: 'Firestore', status: 'failure', message: 'There is no (default) database' }],
    },
    {
      fault: 'a database of another edition',
      break: (project) => project.change(FIRESTORE, (json) => json.replace('STANDARD', 'ENTERPRISE')),
      found: [{ status: 'failure', message: 'The database is of the ENTERPRISE edition, not STANDARD' }],
    },
    {
      fault: 'a database in Datastore mode',
      break: (project) =>
        project.change(FIRESTORE, (json) => json.replace('FIRESTORE_NATIVE', 'DATASTORE_MODE')),
      found: [{ status: 'failure', message: 'The database is in Datastore mode (DATASTORE_MODE)' }],
    },
    {
      fault: 'a database on another continent, without recovery or backups',
      break: (project) => {
        project.change(FIRESTORE, (json) =>
          json.replace('nam5', 'eur3').replace('RECOVERY_ENABLED', 'RECOVERY_DISABLED'),
        );
        project.answers.set(`${FIRESTORE}/backupSchedules`, { status: 200, body: {} });
      },
      found: [
        { status: 'warning', message: expect.stringContaining('crosses an ocean') },
        { status: 'warning', message: 'Point-in-time recovery is off' },
        { status: 'warning', message: expect.stringContaining('No backups are scheduled') },
      ],
    },
    {
      fault: 'an index that is missing, and one that is being built',
      break: (project) =>
        project.change(`${FIRESTORE}/collectionGroups/-/indexes`, (json) =>
          json
            .replace('"fieldPath":"stream"', '"fieldPath":"another"')
            .replace(/READY(?!.*READY)/, 'CREATING'),
        ),
      found: [
        {
          check: 'indexes',
          status: 'failure',
          message: 'Missing index: sync_index: stream ASCENDING, from DESCENDING',
          fix: `firebase deploy --only firestore --project ${PROJECT}`,
        },
        { check: 'indexes', status: 'warning', message: expect.stringContaining('still being built') },
      ],
    },
    {
      fault: 'a TTL policy that is missing',
      break: (project) =>
        project.change(`${FIRESTORE}/collectionGroups/-/fields`, (json) =>
          json.replace(/(dead_letters\/fields\/expireAt","indexConfig":\{\}),"ttlConfig":\{[^}]*\}/, '$1'),
        ),
      found: [{ check: 'indexes', status: 'failure', message: 'Missing TTL policy: dead_letters.expireAt' }],
    },
    {
      fault: 'an exemption that is missing',
      break: (project) =>
        project.change(`${FIRESTORE}/collectionGroups/-/fields`, (json) =>
          json.replace('sync_index/fields/entries', 'sync_index/fields/others'),
        ),
      found: [
        { check: 'indexes', status: 'warning', message: 'Single-field indexes differ: sync_index.entries' },
      ],
    },
    {
      fault: 'rules that somebody edited',
      break: (project) =>
        project.change(`GET firebaserules.googleapis.com/v1/projects/${PROJECT}/rulesets/2f9`, (json) =>
          json.replace('allow ', 'allow  '),
        ),
      found: [
        { check: 'rules', status: 'failure', message: 'The deployed rules differ from firestore.rules' },
      ],
    },
    {
      fault: 'rules that were never deployed',
      break: (project) =>
        project.answers.delete(
          `GET firebaserules.googleapis.com/v1/projects/${PROJECT}/releases/cloud.firestore`,
        ),
      found: [{ check: 'rules', status: 'failure', message: 'No rules are deployed' }],
    },
    {
      fault: 'a tenant that is stale, and one that never synced',
      break: (project) => {
        const status = (orgId: string) => `${FIRESTORE}/documents/tenants/${orgId}/sync_status/pos`;
        project.answers.delete(status('downtown'));
        project.change(status('uptown'), (json) =>
          json
            .replace('T09:30', 'T05:05')
            .replace('{"nullValue":null}', '{"mapValue":{"fields":{"code":{"stringValue":"menu_brake"}}}}'),
        );
      },
      found: [
        { check: 'tenants', status: 'failure', message: 'downtown has never synced' },
        { check: 'tenants', status: 'failure', message: 'uptown last synced 5.0 hours ago (menu_brake)' },
      ],
    },
  ]);
});
