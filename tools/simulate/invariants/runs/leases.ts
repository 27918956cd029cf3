import { MAX_CLOCK_SKEW } from '../../runtime/host';
import { field, type Invariant, type LocatedWrite, millis, type Scene } from '../invariant';

/**
 * A run that nobody has heard of for less than this, in milliseconds, can still be waiting for an instance: its last delivery had nine
 * minutes, and seven refusals in a row are 22.
 */
const LONGEST_SILENCE = 31 * 60_000;

/** A tenant changes hands only when a run has ended or its lease has expired; a run goes forward only, and ends once. */
export function leases(scene: Scene): Invariant {
  /** When the run that holds a tenant was last seen to take its lease, by the path of the status. */
  const heard = new Map<string, number>();
  const statusFault = ({ path, before, after }: LocatedWrite): string | undefined => {
    const [from, to] = [field(before, 'lease', 'runId'), field(after, 'lease', 'runId')];
    if (typeof from !== 'string' || typeof to !== 'string') return undefined;
    if (from !== to) {
      // A sync doesn't wait for a run for recent changes.
      if (isForRecent(before) && !isForRecent(after)) return undefined;
      const expiresAt = millis(field(before, 'lease', 'expiresAt')) ?? 0;
      // Work beside runs holds a tenant for the minutes of one call, and has no run.
      const silence = scene.now().getTime() - (heard.get(path) ?? -Infinity);
      if (before?.['run'] && silence < LONGEST_SILENCE - 2 * MAX_CLOCK_SKEW)
        return `${path}: ${to} takes the lease from ${from} after ${Math.round(silence / 60_000)} min, when it can still be on its way`;
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
          if (isTaken(write)) heard.set(path, scene.now().getTime());
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

/** A note of a failure isn't heard of: an attempt that comes to itself after its lease has expired writes one. */
function isTaken({ before, after }: LocatedWrite): boolean {
  return millis(field(after, 'lease', 'expiresAt')) !== millis(field(before, 'lease', 'expiresAt'));
}

function isForRecent(status: Readonly<Record<string, unknown>> | undefined): boolean {
  return field(status, 'run', 'scope', 'kind') === 'recent';
}

/** Steps and attempts as one number. */
function fenceOf(status: Readonly<Record<string, unknown>> | undefined): number {
  return Number(field(status, 'lease', 'step')) * 1_000_000 + Number(field(status, 'lease', 'attempt'));
}

function isEnded(run: Readonly<Record<string, unknown>> | undefined): boolean {
  return run !== undefined && run['state'] !== 'running';
}
