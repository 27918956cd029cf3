import type { WireRow } from '../../pos/world';
import type { StreamName } from './records';

/** A record as the POS had it, from `since` until the next version's `since`. */
export interface Version {
  /** A moment: see {@link Moments}. */
  since: number;
  rows: readonly WireRow[];
  /** What the rows say; null if they can't be used or there are none. */
  record: string | null;
  /** Whether the POS had the record at all. */
  present: boolean;
}

/** A counter that orders everything that happens; virtual time is too coarse for that. */
export class Moments {
  private last = 0;
  next(): number {
    return (this.last += 1);
  }
  get now(): number {
    return this.last;
  }
}

/** Every state that every record of one POS has ever had. */
export class History {
  private readonly versions = new Map<string, Version[]>();
  /** When rows of a stream last moved, so that a walk through the pages can have missed some. */
  readonly lastRemoval = new Map<StreamName, number>();

  add(stream: StreamName, id: string, version: Version): void {
    const key = `${stream}/${id}`;
    const known = this.versions.get(key);
    if (known === undefined) this.versions.set(key, [version]);
    else known.push(version);
  }

  of(stream: StreamName, id: string): readonly Version[] {
    return this.versions.get(`${stream}/${id}`) ?? [];
  }

  /** The versions that were current at some time from `moment` until now, oldest first. */
  since(stream: StreamName, id: string, moment: number): readonly Version[] {
    const all = this.of(stream, id);
    return all.filter((_, index) => (all[index + 1]?.since ?? Infinity) > moment);
  }

  ids(stream: StreamName): string[] {
    const prefix = `${stream}/`;
    return [...this.versions.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }
}
