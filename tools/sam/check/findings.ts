/** How bad something is: as it should be, worth knowing, worth a look, or to be changed before the first sync. */
type Level = 'ok' | 'note' | 'warning' | 'failure';

export interface Finding {
  /** What was looked at. */
  readonly topic: string;
  readonly level: Level;
  /** Words of the POS in it went through `foreign`. */
  readonly text: string;
}

/** What should change in the tenant's settings, or at the POS. */
export interface Change {
  readonly what: string;
  /** The command that changes it, as a shell takes it; null if there is none. */
  readonly command: string | null;
}

/** What a check has found by now. */
export class Findings {
  readonly all: Finding[] = [];
  readonly changes: Change[] = [];

  add(topic: string, level: Level, text: string, change?: Change): void {
    this.all.push({ topic, level, text });
    if (change !== undefined) this.changes.push(change);
  }

  /** Whether nothing has to change before the first sync. */
  get ok(): boolean {
    return this.all.every(({ level }) => level !== 'failure');
  }
}
