// Made by `npm run api` from functions/src: change it there.

export interface PauseSyncInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
}

export interface PauseSyncOutput {
  /** false if it was already paused. */
  changed: boolean;
}
