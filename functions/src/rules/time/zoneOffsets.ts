import { IANAZone } from 'luxon';

export const DAY_MILLISECONDS = 86_400_000;
const HOUR_MILLISECONDS = 3_600_000;
const MINUTE_MILLISECONDS = 60_000;
/** Days remembered per zone: 27 years, about half a megabyte. */
export const MAX_CACHED_DAYS = 10_000;

/**
 * The UTC offsets of one time zone, remembered by day: asking `Intl` takes microseconds, and millions of order times are parsed.
 * A day counts as steady when the offset is the same before and after every moment that has this date anywhere on Earth; no zone
 * has changed twice within that time since 1970.
 */
export class ZoneOffsets {
  readonly #zone: IANAZone;
  /** Day number since the epoch → offset in milliseconds; undefined if the offset changes around that day. */
  readonly #days = new Map<number, number | undefined>();

  /** @throws RangeError for a name that is no IANA time zone. */
  constructor(timeZone: string) {
    this.#zone = IANAZone.create(timeZone);
    if (!isTimeZone(timeZone)) {
      throw new RangeError(`Unknown time zone "${timeZone}". Use an IANA name such as America/New_York.`);
    }
  }

  /** The offset, in milliseconds east of UTC, at an instant. */
  at(instant: number): number {
    return this.#steadyOffset(instant) ?? this.#ask(instant);
  }

  /**
   * The instant at which a clock on the wall shows `local` (that reading taken as if it were UTC, in milliseconds). Where
   * the clock shows it twice, the first time; if it is skipped, as far after the change as the reading is into the gap.
   */
  instantOf(local: number): number {
    const steady = this.#steadyOffset(local);
    if (steady !== undefined) return local - steady;
    const [start, end] = surroundings(local);
    const before = local - this.#ask(start);
    const after = local - this.#ask(end);
    const isBefore = local - this.#ask(before) === before;
    const isAfter = local - this.#ask(after) === after;
    return isBefore || !isAfter ? before : after;
  }

  #steadyOffset(time: number): number | undefined {
    const day = Math.floor(time / DAY_MILLISECONDS);
    const known = this.#days.get(day);
    if (known !== undefined || this.#days.has(day)) return known;
    if (this.#days.size >= MAX_CACHED_DAYS) this.#days.clear();
    const [start, end] = surroundings(time);
    const offset = this.#ask(start);
    const steady = offset === this.#ask(end) ? offset : undefined;
    this.#days.set(day, steady);
    return steady;
  }

  #ask(instant: number): number {
    return this.#zone.offset(instant) * MINUTE_MILLISECONDS;
  }
}

/** Every instant that falls on this UTC or local day in some zone; offsets reach from -12 to +14 hours. */
function surroundings(time: number): [start: number, end: number] {
  const midnight = Math.floor(time / DAY_MILLISECONDS) * DAY_MILLISECONDS;
  return [midnight - 14 * HOUR_MILLISECONDS, midnight + DAY_MILLISECONDS + 12 * HOUR_MILLISECONDS];
}

const zones = new Map<string, ZoneOffsets>();

/** Whether the text names an IANA time zone, such as `America/New_York` or `UTC`; a bare offset such as `+05:00` doesn't. */
export function isTimeZone(text: string): boolean {
  // Asking `Intl` takes as long as reading the rest of a tenant's settings.
  return zones.has(text) || (/^[a-z]/i.test(text) && IANAZone.isValidZone(text));
}

/** The offsets of a zone, shared by all callers. @throws RangeError for a name that is no IANA time zone. */
export function zoneOffsets(timeZone: string): ZoneOffsets {
  let offsets = zones.get(timeZone);
  if (offsets === undefined) {
    offsets = new ZoneOffsets(timeZone);
    zones.set(timeZone, offsets);
  }
  return offsets;
}
