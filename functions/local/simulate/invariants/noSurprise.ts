import { field, type Invariant } from './invariant';

/** No fault of the surroundings shows up as a fault of the program. */
export function noSurprise(): Invariant {
  return {
    name: 'no unexpected error',
    onLog({ message, fields }) {
      return field(fields, 'error', 'code') === 'unexpected'
        ? `${message}: ${JSON.stringify(fields)}`
        : undefined;
    },
  };
}
