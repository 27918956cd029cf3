/** What the command's exit code says; `docs/cli.md` has the same table. */
export const EXIT = {
  ok: 0,
  /** The work was tried and failed, or the operator said no. */
  failed: 1,
  /** The command line is wrong, or lacks what it needs: nothing was tried. */
  usage: 2,
  /** `reconcile` found differences. */
  different: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
