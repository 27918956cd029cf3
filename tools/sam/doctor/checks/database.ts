import { z } from 'zod';
import { isMissing } from '../apiFailure';
import type { Check, Examination } from '../examination';
import { failure, ok, type Report, warning } from '../finding';

const HOST = 'firestore.googleapis.com';

const database = z.object({
  locationId: z.string(),
  type: z.string(),
  databaseEdition: z.string().optional(),
  pointInTimeRecoveryEnablement: z.string().optional(),
});

type Database = z.infer<typeof database>;

const backupSchedules = z.object({ backupSchedules: z.array(z.unknown()).default([]) });

export const firestoreDatabase: Check = {
  name: 'Firestore',
  examine: async (examination) => {
    const { api, project } = examination;
    const path = `/v1/projects/${project}/databases/(default)`;
    let found: Database;
    try {
      found = await api.get(HOST, path, database);
    } catch (error) {
      if (!isMissing(error)) throw error;
      return [
        failure(
          'There is no (default) database',
          `gcloud firestore databases create --location=nam5 --type=firestore-native --edition=standard --project ${project}`,
        ),
      ];
    }
    const backups = await api.get(HOST, `${path}/backupSchedules`, backupSchedules);
    return [
      ...kindOf(found),
      nearness(found, examination),
      recovery(found, project),
      backups.backupSchedules.length > 0
        ? ok('Backups are scheduled')
        : warning(
            "No backups are scheduled: what staff entered can't be synced again",
            `gcloud firestore backups schedules create --database='(default)' --recurrence=daily --retention=14d --project ${project}`,
          ),
    ];
  },
};

/** The Enterprise edition has no automatic indexes, and bills other units. An answer without an edition is from before there was a choice. */
function kindOf({ type, databaseEdition = 'STANDARD', locationId }: Database): Report[] {
  const remake = 'Create the project again: neither can be changed afterwards.';
  if (type !== 'FIRESTORE_NATIVE') return [failure(`The database is in Datastore mode (${type})`, remake)];
  if (databaseEdition !== 'STANDARD')
    return [failure(`The database is of the ${databaseEdition} edition, not STANDARD`, remake)];
  return [ok(`The database is native, of the standard edition, in ${locationId}`)];
}

/** The part of the world in a location's name: `us` in `us-central1` and `nam5`, `europe` in `eur3`. */
function continent(location: string): string {
  const [first = ''] = location.split('-');
  if (/^(us|nam\d+|northamerica)$/.test(first)) return 'us';
  return first.replace(/^eur\d+$/, 'europe');
}

function nearness({ locationId }: Database, { deployment }: Examination): Report {
  const region = deployment.params['SYNC_REGION'] ?? '';
  if (continent(locationId) === continent(region)) return ok(`The functions run near it, in ${region}`);
  return warning(
    `The functions run in ${region}, and the database is in ${locationId}: every read and write crosses an ocean`,
    'Set SYNC_REGION to a region near the database, and deploy again.',
  );
}

function recovery({ pointInTimeRecoveryEnablement }: Database, project: string): Report {
  if (pointInTimeRecoveryEnablement === 'POINT_IN_TIME_RECOVERY_ENABLED')
    return ok('Point-in-time recovery is on');
  return warning(
    'Point-in-time recovery is off',
    `gcloud firestore databases update --enable-pitr --project ${project}`,
  );
}
