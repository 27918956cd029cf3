import { z } from 'zod';
import { isMissing } from '../apiFailure';
import type { Deployment } from '../deployment';
import type { Check, Examination } from '../examination';
import { failure, ok, type Report, warning } from '../finding';
import { policy, rolesOf } from '../iam';
import { isGrantedNarrowly } from '../narrowGrants';
import { BUILD_ROLES, PROJECT_ROLES, ROLES_TOO_WIDE } from '../requirements';

const RESOURCES = 'cloudresourcemanager.googleapis.com';

const account = z.object({ disabled: z.boolean().default(false) });
const projectNumber = z.object({ projectNumber: z.string() });

export const accounts: Check = {
  name: 'service accounts',
  examine: async (examination) => {
    const { api, project, deployment } = examination;
    const granted = await api.readByPost(RESOURCES, `/v1/projects/${project}:getIamPolicy`, policy);
    const emails = new Set(
      Object.values(deployment.functions).map(({ serviceAccountEmail }) => serviceAccountEmail),
    );
    const reports: Report[] = [];
    for (const email of emails) {
      reports.push(
        ...(await existence(examination, email)),
        ...(await roles(examination, email, needed(deployment, email), rolesOf(granted, email))),
      );
    }
    const { projectNumber: number } = await api.get(RESOURCES, `/v1/projects/${project}`, projectNumber);
    const builder = `${number}-compute@developer.gserviceaccount.com`;
    if (!rolesOf(granted, builder).some((role) => BUILD_ROLES.includes(role))) {
      reports.push(
        warning(
          `${builder} may not build functions, unless your project builds them as another account`,
          grant(project, builder, 'roles/cloudbuild.builds.builder'),
        ),
      );
    }
    return reports.length > 0
      ? reports
      : [ok(`${[...emails].join(', ')}: with the roles it needs, and no more`)];
  },
};

async function existence({ api, project }: Examination, email: string): Promise<Report[]> {
  const [name = ''] = email.split('@');
  try {
    const { disabled } = await api.get(
      'iam.googleapis.com',
      `/v1/projects/${project}/serviceAccounts/${email}`,
      account,
    );
    if (!disabled) return [];
    return [
      failure(`${email} is disabled`, `gcloud iam service-accounts enable ${email} --project ${project}`),
    ];
  } catch (error) {
    if (!isMissing(error)) throw error;
    return [
      failure(`${email} doesn't exist`, `gcloud iam service-accounts create ${name} --project ${project}`),
    ];
  }
}

/** What an account needs for all that runs as it: a project can give several params the same account. */
function needed({ params }: Deployment, email: string): string[] {
  const [name] = email.split('@');
  const roles = Object.entries(PROJECT_ROLES).flatMap(([param, of]) => (params[param] === name ? of : []));
  return [...new Set<string>(roles)];
}

/** A role to write documents includes reading them. */
function has(given: readonly string[], role: string): boolean {
  return (
    given.includes(role) || (role === 'roles/datastore.viewer' && given.includes('roles/datastore.user'))
  );
}

async function roles(
  examination: Examination,
  email: string,
  needs: readonly string[],
  given: readonly string[],
): Promise<Report[]> {
  const { project } = examination;
  const wide = given.filter((role) => ROLES_TOO_WIDE.includes(role));
  const missing: string[] = [];
  for (const role of wide.length > 0 ? [] : needs.filter((needed) => !has(given, needed)))
    if (!(await isGrantedNarrowly(examination, email, role))) missing.push(role);
  return [
    ...missing.map((role) => failure(`${email} lacks ${role}`, grant(project, email, role))),
    ...wide.map((role) =>
      warning(
        `${email} has ${role}, which is far more than it needs`,
        `gcloud projects remove-iam-policy-binding ${project} --member=serviceAccount:${email} --role=${role}`,
      ),
    ),
  ];
}

function grant(project: string, email: string, role: string): string {
  return `gcloud projects add-iam-policy-binding ${project} --condition=None --member=serviceAccount:${email} --role=${role}`;
}
