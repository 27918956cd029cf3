import { z } from 'zod';
import { isMissing } from '../apiFailure';
import type { Check, Examination } from '../examination';
import { failure, ok, type Report } from '../finding';
import { policy, rolesOf } from '../iam';
import { SECRET_ROLE } from '../requirements';
import { listTenants } from '../tenants';

const HOST = 'secretmanager.googleapis.com';

/** `_LOCATION_ID` is optional. */
const SUFFIXES = ['_USERNAME', '_PASSWORD', '_PIN'];
/** All of them in one. */
const TOGETHER = ['_LOGIN'];

const version = z.object({ state: z.string() });

/** Looks at names, states and grants; no secret's value is ever read. */
export const secrets: Check = {
  name: 'secrets',
  examine: async (examination) => {
    const { api, project } = examination;
    const tenants = (await listTenants(examination)).filter(({ isActive }) => isActive);
    const prefixes = new Set(tenants.map(({ secretPrefix }) => secretPrefix));
    const names = new Set(
      tenants.flatMap(({ secretPrefix, credentialsInOneSecret }) =>
        (credentialsInOneSecret ? TOGETHER : SUFFIXES).map((suffix) => secretPrefix + suffix),
      ),
    );
    const everywhere = await api.readByPost(
      'cloudresourcemanager.googleapis.com',
      `/v1/projects/${project}:getIamPolicy`,
      policy,
    );
    const readers = readersOf(examination).filter(
      (email) => !rolesOf(everywhere, email).includes(SECRET_ROLE),
    );
    const reports: Report[] = [];
    for (const name of names) reports.push(...(await examineSecret(examination, name, readers)));
    return reports.length > 0
      ? reports
      : [ok(`The secrets of ${prefixes.size === 1 ? '1 prefix' : `${prefixes.size} prefixes`} can be read`)];
  },
};

/** Stages ask the POS, and so read secrets. */
function readersOf({ deployment }: Examination): string[] {
  const stages = Object.values(deployment.functions).filter(({ eventTrigger }) => eventTrigger !== undefined);
  return [...new Set(stages.map(({ serviceAccountEmail }) => serviceAccountEmail))];
}

async function examineSecret(
  { api, project }: Examination,
  name: string,
  readers: readonly string[],
): Promise<Report[]> {
  const path = `/v1/projects/${project}/secrets/${name}`;
  try {
    const { state } = await api.get(HOST, `${path}/versions/latest`, version);
    if (state !== 'ENABLED')
      return [failure(`The latest version of ${name} is ${state}`, add(name, project))];
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [
      failure(
        `${name} doesn't exist, or has no version`,
        `gcloud secrets create ${name} --replication-policy=automatic --project ${project}, then ${add(name, project)}`,
      ),
    ];
  }
  if (readers.length === 0) return [];
  const granted = await api.get(HOST, `${path}:getIamPolicy`, policy);
  return readers
    .filter((email) => !rolesOf(granted, email).includes(SECRET_ROLE))
    .map((email) =>
      failure(
        `${email} may not read ${name}`,
        `gcloud secrets add-iam-policy-binding ${name} --member=serviceAccount:${email} --role=${SECRET_ROLE} --project ${project}`,
      ),
    );
}

function add(name: string, project: string): string {
  return `gcloud secrets versions add ${name} --data-file=- --project ${project}`;
}
