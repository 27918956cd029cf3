import { type Chance, makeDeterministic } from './determinism';
import { VirtualTime } from './virtualTime';

/** What a process needs once, before it loads anything that keeps a timer of its own. */
export interface Environment extends Chance {
  time: VirtualTime;
}

/** Stack traces take longer to make than what they trace: without them a seed takes half the time. */
export function prepareEnvironment({ stackTraces = false } = {}): Environment {
  if (!stackTraces) Error.stackTraceLimit = 0;
  // Spans that nobody collects.
  process.env['FIRESTORE_ENABLE_TRACING'] = 'OFF';
  const time = VirtualTime.install();
  return { time, ...makeDeterministic() };
}
