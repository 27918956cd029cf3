import { dataMutants } from './data';
import { failureMutants } from './failures';
import type { Mutant } from './mutant';
import { protocolMutants } from './protocol';

export type { Mutant } from './mutant';

/** Every seeded bug. All of them must be caught. */
export const MUTANTS: readonly Mutant[] = [...protocolMutants, ...failureMutants, ...dataMutants];
