import { costInDollars } from '../../../functions/src/rules/money/pricing';
import { type Environment, ORG_ID, WARM_UP_ORG_ID, type Worker } from '../environment';
import type { Figures, Phase, Subject } from '../figures';
import type { CallUsage } from './callWatch';
import { lowestWrites, withSegmentChanges, type WriteBound } from './lowerBound';

/** The share of the POS that changes before a phase. */
const CHANGED: Partial<Record<Phase, number>> = { '1 % changed': 0.01, '10 % changed': 0.1 };

export interface SyncMeasured {
  figures: Figures;
  lowestWrites: WriteBound | null;
  /** What each function kept its instance busy for. */
  calls: CallUsage[];
  secretReads: number;
}

interface SyncOptions {
  /** Whether it is a run for recent changes, of Sync Sam's. */
  isRecent?: boolean;
  /** Called when the process is warm. */
  onWarm?: () => Promise<void>;
}

/**
 * Changes the POS as the phase wants it, and measures one sync by a process that has just been started and warmed up.
 * @throws Error when the sync fails, or a function does.
 */
export async function measureSync(
  environment: Environment,
  subject: Subject,
  phase: Phase,
  { isRecent = false, onWarm = () => Promise.resolve() }: SyncOptions = {},
): Promise<SyncMeasured> {
  const bound = await changePos(environment, subject, phase);
  const { stages: worker, triggers } = await environment.startWorkers();
  await warmUp(environment, worker, subject);
  await onWarm();

  const before = await readCounters(environment);
  await Promise.all([worker.call('resetUsage', {}), triggers?.call('resetUsage', {})]);
  const { seconds } = isRecent
    ? await environment.services.call('recentChanges', { orgId: ORG_ID })
    : subject === 'Sync Sam'
      ? await environment.services.call('tick', {})
      : await worker.call('baseline', { name: subject, orgId: ORG_ID });
  const { heapBytes, rssBytes, cpuSeconds, calls, secretReads } = await worker.call('usage', {});
  const trigger = await triggers?.call('usage', {});
  const after = await readCounters(environment);
  const isFullSync = subject === 'Sync Sam' && !isRecent;
  const runSeconds = isFullSync ? await secondsOfRun(environment) : seconds;
  const since = (name: keyof typeof after) => after[name] - before[name];
  if (since('failures') > 0)
    throw new Error(`${since('failures')} calls of functions failed: see the messages above.`);

  const billed = { reads: since('reads'), writes: since('writes'), deletes: since('deletes') };
  const { customers, orders, items } = environment.size;
  return {
    lowestWrites: bound && withSegmentChanges(bound, since('segmentChanges')),
    calls: [...calls, ...(trigger?.calls ?? [])],
    secretReads,
    figures: {
      ...billed,
      dollars: costInDollars(billed),
      dataWrites: since('dataWrites'),
      triggerEvents: since('triggerEvents'),
      pubsubMessages: since('pubsubMessages'),
      posRequests: since('posRequests'),
      seconds,
      runSeconds,
      recordsPerSecond: (customers + orders + items) / seconds,
      cpuSeconds,
      triggerCpuSeconds: trigger?.cpuSeconds ?? 0,
      peakHeapBytes: heapBytes,
      peakRssBytes: rssBytes,
    },
  };
}

/** The bound is known only if there is an index: of Sync Sam. */
async function changePos(
  environment: Environment,
  subject: Subject,
  phase: Phase,
): Promise<WriteBound | null> {
  const share = CHANGED[phase];
  if (share === undefined) return null;
  const changes = await environment.pos.call('change', { share, seed: Math.round(1 / share) });
  if (subject !== 'Sync Sam') return null;
  return lowestWrites(changes, await environment.services.call('shards', { orgId: ORG_ID }));
}

async function warmUp(environment: Environment, worker: Worker, subject: Subject): Promise<void> {
  await environment.putTenant(WARM_UP_ORG_ID, 'active');
  if (subject === 'Sync Sam') await environment.services.call('syncOne', { orgId: WARM_UP_ORG_ID });
  else await worker.call('baseline', { name: subject, orgId: WARM_UP_ORG_ID });
  await environment.putTenant(WARM_UP_ORG_ID, 'paused');
}

/** How long the run took by its own record. @throws Error when it did not succeed. */
async function secondsOfRun({ services }: Environment): Promise<number> {
  const { state, error, seconds } = await services.call('outcome', { orgId: ORG_ID });
  if (state !== 'succeeded') throw new Error(`The sync is ${state}: ${error ?? 'no error is recorded'}.`);
  return seconds;
}

async function readCounters({ services, pos }: Environment) {
  const { total } = await pos.call('requests', {});
  return { ...(await services.call('counters', {})), posRequests: total };
}
