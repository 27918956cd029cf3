import { Timestamp } from 'firebase-admin/firestore';
import { safetyInvariants } from '../invariants';
import {
  type Commit,
  field,
  type Invariant,
  type LocatedWrite,
  locate,
  type Scene,
} from '../invariants/invariant';
import type { Invocation, LogLine } from '../runtime/hostPorts';
import type { StoredWrite } from '../runtime/firestore/store';
import { Violation } from '../runtime/violation';

/** Looks at everything that takes effect, the moment it does, and remembers the first promise that was broken. */
export class Watch {
  violation: Violation | null = null;
  commits = 0;
  /** Writes inside tenants other than the records of runs, and other than segments whose time had come. */
  dataWrites = 0;
  /** Writes to the records of runs. */
  recordWrites = 0;
  /** Failures that the functions logged as final. They are, if the delivery was then acknowledged. */
  readonly failures: { invocation: Invocation; code: string }[] = [];
  private readonly invariants: readonly Invariant[];

  constructor(private readonly scene: Scene) {
    this.invariants = safetyInvariants(scene);
  }

  committed(writes: readonly StoredWrite[], invocation: Invocation): void {
    this.commits += 1;
    const commit: Commit = { invocation, writes: writes.map(locate) };
    this.scene.runs.observe(commit);
    for (const write of commit.writes) {
      const { orgId, collection } = write;
      if (collection === 'sync_status' || collection === 'sync_runs') this.recordWrites += 1;
      else if (orgId !== null && !this.isDueSegment(write)) this.dataWrites += 1;
    }
    this.check((invariant) => invariant.onCommit?.(commit));
  }

  /** Time alone moves a segment that is due: such a write is a change, whatever the POS says. */
  private isDueSegment({ collection, before, after }: LocatedWrite): boolean {
    if (collection === 'segment_changes') return after?.['cause'] === 'time';
    const due = field(before, 'segmentDueAt');
    return collection === 'customers' && due instanceof Timestamp && due.toDate() <= this.scene.now();
  }

  logged(line: LogLine): void {
    const { message, fields, invocation } = line;
    if (message === 'stage failed' && invocation) {
      this.failures.push({ invocation, code: String(field(fields, 'error', 'code')) });
    }
    this.check((invariant) => invariant.onLog?.(line));
  }

  acknowledged(invocation: Invocation): void {
    this.check((invariant) => invariant.onAcknowledged?.(invocation));
  }

  /** @throws Violation if a promise was broken. */
  assertSafe(): void {
    if (this.violation) throw this.violation;
  }

  private check(ask: (invariant: Invariant) => string | undefined): void {
    if (this.violation) return;
    for (const invariant of this.invariants) {
      const fault = faultOf(() => ask(invariant));
      if (fault === undefined) continue;
      this.violation = new Violation(invariant.name, fault);
      return;
    }
  }
}

/** A check runs inside the handler whose effect it looks at, which must not take a fault of the check for one of its own. */
function faultOf(ask: () => string | undefined): string | undefined {
  try {
    return ask();
  } catch (error) {
    return `the check itself failed: ${error instanceof Error ? (error.stack ?? error.message) : typeof error}`;
  }
}
