import type { Deployment } from './deployment';
import type { Report } from './finding';
import type { GoogleApi } from './googleApi';

/** What every check works with. */
export interface Examination {
  readonly project: string;
  readonly api: GoogleApi;
  /** What should be deployed. */
  readonly deployment: Deployment;
  readonly now: Date;
}

export interface Check {
  readonly name: string;
  /** @throws ApiFailure if it can't look; the doctor reports that in the check's name. */
  readonly examine: (examination: Examination) => Promise<Report[]>;
}
