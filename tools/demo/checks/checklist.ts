import { isDeepStrictEqual } from 'node:util';

/** One thing that must hold for the demo to succeed. */
export interface Check {
  name: string;
  ok: boolean;
  /** What was found; where the check fails, also what was expected. */
  detail?: string;
}

/** One thing that can't be looked at here. */
export interface SkippedCheck {
  name: string;
  reason: string;
}

/** Longest description of one value. */
const MAX_LENGTH = 600;

/** What a run of the demo has checked so far. */
export class Checklist {
  readonly checks: Check[] = [];
  readonly skipped: SkippedCheck[] = [];

  get ok(): boolean {
    return this.checks.every((check) => check.ok);
  }

  /** Notes that something can't be checked, and why. */
  skip(name: string, reason: string): void {
    this.skipped.push({ name, reason });
  }

  /** Notes that something holds or doesn't. Returns `ok`. */
  holds(name: string, ok: boolean, detail?: string): boolean {
    this.checks.push({ name, ok, ...(detail === undefined ? {} : { detail }) });
    return ok;
  }

  /** Notes whether two values are deeply equal, and what they are. */
  equal(name: string, found: unknown, expected: unknown): boolean {
    const ok = isDeepStrictEqual(found, expected);
    return this.holds(
      name,
      ok,
      ok ? describe(found) : `expected ${describe(expected)}, found ${describe(found)}`,
    );
  }

  /** Notes whether two maps say the same, and counts and names the keys at which they don't. */
  sameEntries(
    name: string,
    found: ReadonlyMap<string, unknown>,
    expected: ReadonlyMap<string, unknown>,
  ): boolean {
    const keys = new Set([...expected.keys(), ...found.keys()]);
    const different = [...keys].filter((key) => !isDeepStrictEqual(found.get(key), expected.get(key)));
    const [first] = different;
    if (first === undefined) return this.holds(name, true, `${found.size.toLocaleString('en-US')} compared`);
    const example = `${first}: expected ${describe(expected.get(first))}, found ${describe(found.get(first))}`;
    return this.holds(name, false, `${different.length} of ${keys.size} differ, such as ${example}`);
  }
}

function describe(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
