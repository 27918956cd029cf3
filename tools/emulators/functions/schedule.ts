import { Cron } from 'croner';

/** When a schedule runs next. */
export interface Schedule {
  /** The first run after `last`, or null when there is none. */
  nextAfter(last: Date): Date | null;
}

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000 };
const EVERY_INTERVAL = /^every (\d+) (m|h)(?:in|ins|inute|inutes|our|ours)$/;
const EVERY_DAY = /^every (day|[a-z, ]+) (\d{1,2}):(\d{2})$/;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function intervalOf(expression: string): number | undefined {
  const match = EVERY_INTERVAL.exec(expression);
  const count = Number(match?.[1]);
  return match?.[2] && count > 0 ? count * (UNIT_MS[match[2]] ?? 0) : undefined;
}

/** `every monday,friday 09:30` as unix-cron, other expressions unchanged. */
function toCron(expression: string): string {
  const [, days, hour, minute] = EVERY_DAY.exec(expression) ?? [];
  if (days === undefined || hour === undefined || minute === undefined) return expression;
  const numbers =
    days === 'day' ? ['*'] : days.split(/[, ]+/).map((day) => WEEKDAYS.indexOf(day.slice(0, 3)));
  return `${Number(minute)} ${Number(hour)} * * ${numbers.join(',')}`;
}

/**
 * Reads a schedule of Cloud Scheduler: unix-cron (`0 * * * *`) or the usual App Engine forms (`every 30 minutes`,
 * `every 2 hours`, `every day 04:00`, `every mon,fri 09:30`). An interval counts from the last run, whatever the clock
 * says; the others follow the time zone.
 * @throws Error naming the schedule and the forms that are understood.
 */
export function parseSchedule(schedule: string, timeZone: string): Schedule {
  const expression = schedule.trim().toLowerCase().replace(/\s+/g, ' ');
  const interval = intervalOf(expression);
  if (interval !== undefined) return { nextAfter: (last) => new Date(last.getTime() + interval) };
  try {
    const cron = new Cron(toCron(expression), { timezone: timeZone, mode: '5-part', paused: true });
    cron.nextRun(new Date(0));
    return { nextAfter: (last) => cron.nextRun(last) };
  } catch (error) {
    throw new Error(
      `Schedule "${schedule}" in time zone ${timeZone} is not understood: write unix-cron with five fields ("*/30 * * * *"), ` +
        `"every 30 minutes", "every 2 hours", "every day 04:00" or "every mon,fri 09:30", and an IANA time zone.`,
      { cause: error },
    );
  }
}
