import type { Progress } from '../../terminal/progress';
import { Environment, ORG_ID, SYNC_FUNCTIONS } from '../environment';
import type { Phase } from '../figures';
import type { MemoryPhase, MemoryResult } from '../results';
import { currentMoment } from './moment';
import { measureSync } from './sync';

/** The heap's old generation of the functions' process, in MiB: half of what their instances have. */
const HEAP_LIMIT = 256;

/** For the embedded Firestore, which holds 1.5 million documents in memory. */
const SERVICES_FLAGS = ['--max-old-space-size=16000'];

/** Short, so that continuations are part of what is measured on a fast machine too. */
const TIME_BUDGET_MILLISECONDS = 60_000;

const PHASES: readonly Phase[] = ['first sync', 'no change', '1 % changed'];

/** Syncs a large tenant with the functions in a process whose heap is small. @throws Error when it fails there. */
export async function measureLargeTenant(customers: number, progress: Progress): Promise<MemoryResult> {
  const moment = currentMoment();
  const environment = await Environment.start({
    world: { kind: 'roster', customers },
    functions: SYNC_FUNCTIONS,
    workerFlags: [`--max-old-space-size=${HEAP_LIMIT}`],
    timeBudgetMilliseconds: TIME_BUDGET_MILLISECONDS,
    servicesFlags: SERVICES_FLAGS,
  });
  try {
    const { orders } = environment.size;
    const phases: MemoryPhase[] = [];
    for (const phase of PHASES) {
      progress.update(`${customers.toLocaleString('en-US')} customers, heap of ${HEAP_LIMIT} MiB, ${phase}`);
      const { figures } = await measureSync(environment, 'Sync Sam', phase);
      const { continuations } = await environment.services.call('outcome', { orgId: ORG_ID });
      const { seconds, runSeconds, reads, writes, peakHeapBytes, peakRssBytes } = figures;
      phases.push({ phase, seconds, runSeconds, continuations, reads, writes, peakHeapBytes, peakRssBytes });
    }
    return { ...moment, customers, orders, heapLimitMebibytes: HEAP_LIMIT, phases };
  } finally {
    await environment.stop();
  }
}
