import type { Mutant } from './mutant';

/** Bugs in what keeps false answers of the POS out. */
export const answerMutants: readonly Mutant[] = [
  {
    name: 'brake that never brakes',
    description: 'empties a field in bulk because a false answer lacks it',
    patches: [
      {
        file: 'sync/records/lossBrake.ts',
        find: 'if (lost.length === 0) return;',
        replace: 'if (lost.length >= 0) return;',
      },
    ],
  },
];
