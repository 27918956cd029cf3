/** What one look at the project found. */
export interface Finding {
  /** The check that found it, such as `indexes`. */
  check: string;
  /** `warning`: it works, but something is worth changing. `failure`: something doesn't work, or couldn't be checked. */
  status: 'ok' | 'warning' | 'failure';
  message: string;
  /** The command, or the step, that fixes it. */
  fix?: string;
}

/** What a check reports; its name is added where it is run. */
export type Report = Omit<Finding, 'check'>;

export const ok = (message: string): Report => ({ status: 'ok', message });

export const warning = (message: string, fix?: string): Report => ({
  status: 'warning',
  message,
  ...(fix !== undefined && { fix }),
});

export const failure = (message: string, fix?: string): Report => ({
  status: 'failure',
  message,
  ...(fix !== undefined && { fix }),
});
