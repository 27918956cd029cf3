/** How numbers and instants are written for a tenant: in its time zone, in the reader's language. Instants are ISO 8601 text. */
export interface Format {
  money: (dollars: number | null) => string;
  /** Small amounts that are billed: never a row of zeros. */
  cost: (dollars: number) => string;
  count: (value: number) => string;
  /** A share of 1. */
  percent: (share: number | null) => string;
  date: (instant: string | null) => string;
  /** A day of the calendar, `YYYY-MM-DD`, which no time zone moves. */
  day: (day: string | null) => string;
  dateTime: (instant: string | null) => string;
  /** Such as `3 minutes ago`, by the server's clock. */
  relative: (instant: string) => string;
  duration: (milliseconds: number) => string;
}

/** For what isn't there. */
const NONE = '—';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** Intl's formats take up to 15 ms each to make, on a phone four times as much: a page makes those that it uses. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/** @param now The present, in milliseconds since the epoch. */
export function createFormat(timeZone: string, now: () => number, locale?: string): Format {
  const money = once(() => new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }));
  const count = once(() => new Intl.NumberFormat(locale));
  const percent = once(() => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }));
  const date = once(() => new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' }));
  const calendarDay = once(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' }));
  const dateTime = once(
    () => new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' }),
  );
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return {
    money: (dollars) => (dollars === null ? NONE : money().format(dollars)),
    cost: (dollars) => (dollars > 0 && dollars < 0.01 ? 'less than $0.01' : money().format(dollars)),
    count: (value) => count().format(value),
    percent: (share) => (share === null ? NONE : percent().format(share)),
    date: (instant) => (instant === null ? NONE : date().format(new Date(instant))),
    day: (day) => (day === null ? NONE : calendarDay().format(new Date(`${day}T00:00:00Z`))),
    dateTime: (instant) => (instant === null ? NONE : dateTime().format(new Date(instant))),
    relative: (instant) => {
      const milliseconds = Date.parse(instant) - now();
      const [unit, length] = UNITS.find(([, each]) => Math.abs(milliseconds) >= each) ?? UNITS[3];
      return relative().format(Math.trunc(milliseconds / length), unit);
    },
    duration: (milliseconds) => {
      if (milliseconds < 1_000) return `${count().format(milliseconds)} ms`;
      const seconds = milliseconds / 1_000;
      if (seconds < 60) return `${count().format(Math.round(seconds * 10) / 10)} s`;
      return `${count().format(Math.floor(seconds / 60))} min ${Math.round(seconds % 60)} s`;
    },
  };
}
