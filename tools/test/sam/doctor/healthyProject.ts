import type { Deployment } from '../../../sam/doctor/deployment';
import type { Answers } from './answers';
import { projectItself, secrets } from './healthyAccess';
import { firestore, tenants } from './healthyDatabase';
import { consoleApp, functions, schedules } from './healthyFunctions';

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
