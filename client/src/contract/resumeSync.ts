// Made by `npm run api` from functions/src: change it there.

export interface ResumeSyncInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
}

export interface ResumeSyncOutput {
  /** false if it was already on. */
  changed: boolean;
}
