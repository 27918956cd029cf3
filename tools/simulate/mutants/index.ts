import { answerMutants } from './answers';
import { dataMutants } from './data';
import { failureMutants } from './failures';
import { menuMutants } from './menu';
import type { Mutant } from './mutant';
import { protocolMutants } from './protocol';
import { rowMutants } from './rows';
import { segmentMutants } from './segments';
import { wiringMutants } from './wiring';

export type { Mutant } from './mutant';

/** Every seeded bug. All of them must be caught. */
export const MUTANTS: readonly Mutant[] = [
  ...protocolMutants,
  ...failureMutants,
  ...dataMutants,
  ...rowMutants,
  ...segmentMutants,
  ...menuMutants,
  ...answerMutants,
  ...wiringMutants,
];
