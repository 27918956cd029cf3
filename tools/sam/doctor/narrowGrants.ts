import { TOPICS } from '../../../functions/src/sync/run/topics';
import { isMissing } from './apiFailure';
import type { Examination } from './examination';
import { policy, rolesOf } from './iam';

/** Where a role can be granted in place of the project: on each of these. */
type Places = (examination: Examination) => { host: string; path: string }[];

const topics: Places = ({ project }) =>
  Object.values(TOPICS).map((topic) => ({
    host: 'pubsub.googleapis.com',
    path: `/v1/projects/${project}/topics/${topic}`,
  }));

/** A function runs as a service of its name in small letters. */
const services: Places = ({ project, deployment: { functions, params } }) =>
  Object.entries(functions)
    .filter(([, { eventTrigger, scheduleTrigger }]) => eventTrigger ?? scheduleTrigger)
    .map(([name]) => ({
      host: 'run.googleapis.com',
      path: `/v2/projects/${project}/locations/${params['SYNC_REGION'] ?? ''}/services/${name.toLowerCase()}`,
    }));

const PLACES: Readonly<Record<string, Places>> = {
  'roles/pubsub.publisher': topics,
  'roles/run.invoker': services,
};

/** Whether an account that lacks a role on the project has it on each topic, or service, that it needs it for. */
export async function isGrantedNarrowly(
  examination: Examination,
  email: string,
  role: string,
): Promise<boolean> {
  const places = PLACES[role];
  if (places === undefined) return false;
  for (const { host, path } of places(examination)) {
    const granted = await examination.api
      .get(host, `${path}:getIamPolicy`, policy)
      .catch((error: unknown) => {
        if (isMissing(error)) return { bindings: [] };
        throw error;
      });
    if (!rolesOf(granted, email).includes(role)) return false;
  }
  return true;
}
