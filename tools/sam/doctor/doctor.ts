import { ApiFailure } from './apiFailure';
import { accounts } from './checks/accounts';
import { apis } from './checks/apis';
import { firestoreDatabase } from './checks/database';
import { freshness } from './checks/freshness';
import { functions } from './checks/functions';
import { hosting } from './checks/hosting';
import { indexes } from './checks/indexes';
import { quota } from './checks/quota';
import { rules } from './checks/rules';
import { schedules } from './checks/schedules';
import { secrets } from './checks/secrets';
import { subscriptions } from './checks/subscriptions';
import type { Check, Examination } from './examination';
import { failure, type Finding, type Report } from './finding';

/** In the order of the first deployment, so that the first failure is the one to fix first. */
const CHECKS: readonly Check[] = [
  apis,
  firestoreDatabase,
  indexes,
  rules,
  accounts,
  quota,
  functions,
  subscriptions,
  schedules,
  hosting,
  secrets,
  freshness,
];

/**
 * Looks at everything in a live project that the suite relies on and that can't be tested elsewhere. Changes nothing.
 * A check that can't look, because a permission or an API is missing, is a failure that says so, and the others go on.
 */
export async function examineProject(examination: Examination): Promise<Finding[]> {
  const findings = CHECKS.map(async (check) => {
    const reports = await run(check, examination);
    return reports.map((report) => ({ check: check.name, ...report }));
  });
  return (await Promise.all(findings)).flat();
}

async function run({ examine }: Check, examination: Examination): Promise<Report[]> {
  try {
    return await examine(examination);
  } catch (error) {
    if (error instanceof ApiFailure) return [describe(error, examination.project)];
    throw error;
  }
}

function describe({ host, status, reason, permission }: ApiFailure, project: string): Report {
  if (reason === 'SERVICE_DISABLED')
    return failure(`Can't look: ${host} is off`, `gcloud services enable ${host} --project ${project}`);
  if (status === 401)
    return failure(
      `Can't look: ${host} doesn't accept your credentials`,
      'gcloud auth application-default login',
    );
  if (status === 403)
    return failure(
      `Can't look: ${host} refuses${permission === undefined ? '' : `, because you lack ${permission}`}`,
      `Ask the project's owner for roles/viewer and roles/iam.securityReviewer on ${project}.`,
    );
  if (status === 404)
    return failure(`Can't look: ${host} doesn't find it`, `Check that the project ${project} exists.`);
  if (status === 0)
    return failure(`Can't look: ${host} doesn't answer`, 'Check your connection, then try again.');
  return failure(
    `Can't look: ${host} answered ${status} (${reason})`,
    'Try again, and report it if it keeps happening.',
  );
}
