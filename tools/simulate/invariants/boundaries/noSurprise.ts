import { field, type Invariant } from '../invariant';

/** Codes of faults that the simulated world never has: a bug of the program, a missing role or index. */
const FAULTS = ['unexpected', 'google_refused', 'commit_refused'];

/** No fault of the surroundings shows up as a fault of the program, or as one that never passes. */
export function noSurprise(): Invariant {
  return {
    name: 'no unexpected error',
    onLog({ message, fields }) {
      const code = field(fields, 'error', 'code');
      return typeof code === 'string' && FAULTS.includes(code)
        ? `${message}: ${JSON.stringify(fields)}`
        : undefined;
    },
  };
}
