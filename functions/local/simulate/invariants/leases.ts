import { MAX_CLOCK_SKEW } from '../runtime/host';
import { field, type Invariant, type LocatedWrite, millis, type Scene } from './invariant';

/** A tenant changes hands only when a run has ended or its lease has expired; a run goes forward only, and ends once. */
export function leases(scene: Scene): Invariant {
  const statusFault = ({ path, before, after }: LocatedWrite): string | undefined => {
    const [from, to] = [field(before, 'lease', 'runId'), field(after, 'lease', 'runId')];
    if (typeof from !== 'string' || typeof to !== 'string') return undefined;
    if (from !== to) {
      const expiresAt = millis(field(before, 'lease', 'expiresAt')) ?? 0;
      // By the clocks of the two instances; one can be behind, the other ahead.
      return expiresAt > scene.now().getTime() + 2 * MAX_CLOCK_SKEW
        ? `${path}: ${to} takes the lease from ${from} before it expires`
        : undefined;
    }
    const [earlier, later] = [fenceOf(before), fenceOf(after)];
    return later < earlier ? `${path}: run ${to} goes back` : undefined;
  };

  return {
    name: 'leases are kept',
    onCommit({ writes }) {
      for (const write of writes) {
        const { orgId, collection, id, path, before, after } = write;
        if (collection === 'sync_status') {
          const fault = statusFault(write);
          if (fault !== undefined) return fault;
        }
        if (collection !== 'sync_runs' || !isEnded(after)) continue;
        if (isEnded(before)) return `${path} ends twice`;
        const status = writes.find(({ collection: other }) => other === 'sync_status');
        if (field(status?.before, 'lease', 'runId') !== id)
          return `${path} is ended while ${String(orgId)} is held by another run`;
      }
      return undefined;
    },
  };
}

/** Steps and attempts as one number. */
function fenceOf(status: Readonly<Record<string, unknown>> | undefined): number {
  return Number(field(status, 'lease', 'step')) * 1_000_000 + Number(field(status, 'lease', 'attempt'));
}

function isEnded(run: Readonly<Record<string, unknown>> | undefined): boolean {
  return run !== undefined && run['state'] !== 'running';
}
