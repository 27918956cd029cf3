import { canonical } from '../world/canonical';
import type { Moments } from '../world/history';
import { type Commit, DATA_COLLECTIONS, field } from './invariant';

/** The functions whose writes are a run's effects; others write derived fields to customers. */
const STAGE_FUNCTIONS = ['syncCustomers', 'syncOrders', 'computeSpending', 'syncProducts'];

/** Only the first of them writes customers as the POS has them; a run for recent changes does all the rest in one delivery. */
function isEffect(stage: string, functionName: string): boolean {
  return stage === 'customers' ? functionName === STAGE_FUNCTIONS[0] : STAGE_FUNCTIONS.includes(functionName);
}

interface EffectCounts {
  added: number;
  updated: number;
  deleted: number;
}

/** What has been seen of one run. */
export interface ObservedRun {
  readonly orgId: string;
  readonly runId: string;
  readonly began: number;
  readonly forceMenu: boolean;
  readonly forceFields: boolean;
  readonly dryRun: boolean;
  /** Committed effects by stage. */
  readonly effects: Map<string, EffectCounts>;
}

/** Keeps book of runs, from the outside: who holds a tenant's lease, and what was committed under it. */
export class RunBook {
  private readonly runs = new Map<string, ObservedRun>();
  /** The run that holds each tenant's lease, and the invocation that took or extended it last. */
  private readonly holders = new Map<string, { runId: string; invocation: number; fence: string }>();

  constructor(private readonly moments: Moments) {}

  observe({ invocation, writes }: Commit): void {
    for (const { path, orgId, collection, id, before, after } of writes) {
      if (orgId === null) continue;
      if (collection === 'sync_status') this.observeLease(orgId, invocation.number, after, path);
      const stage = DATA_COLLECTIONS[collection];
      if (stage === undefined || !isEffect(stage, invocation.functionName)) continue;
      const run = this.current(orgId);
      if (run === undefined) continue;
      // The repetition of a commit whose answer was lost.
      if (before !== undefined && after !== undefined && canonical(before) === canonical(after)) continue;
      const counts = run.effects.get(stage) ?? { added: 0, updated: 0, deleted: 0 };
      if (after === undefined) counts.deleted += id === '' || before === undefined ? 0 : 1;
      else if (before === undefined) counts.added += 1;
      else counts.updated += 1;
      run.effects.set(stage, counts);
    }
  }

  holder(orgId: string) {
    return this.holders.get(orgId);
  }

  current(orgId: string): ObservedRun | undefined {
    const runId = this.holders.get(orgId)?.runId;
    return runId === undefined ? undefined : this.find(orgId, runId);
  }

  find(orgId: string, runId: string): ObservedRun | undefined {
    return this.runs.get(`${orgId}/${runId}`);
  }

  private observeLease(
    orgId: string,
    invocation: number,
    status: Readonly<Record<string, unknown>> | undefined,
    path: string,
  ): void {
    const runId = field(status, 'lease', 'runId');
    if (!path.endsWith('/pos') || typeof runId !== 'string') return;
    const fence = `${String(field(status, 'lease', 'step'))}.${String(field(status, 'lease', 'attempt'))}`;
    const known = this.holders.get(orgId);
    if (known?.runId !== runId || known.fence !== fence)
      this.holders.set(orgId, { runId, invocation, fence });
    if (this.find(orgId, runId)) return;
    const isSet = (option: string) => field(status, 'run', option) === true;
    this.runs.set(`${orgId}/${runId}`, {
      orgId,
      runId,
      began: this.moments.now,
      forceMenu: isSet('forceMenu'),
      forceFields: isSet('forceFields'),
      dryRun: isSet('dryRun'),
      effects: new Map(),
    });
  }
}
