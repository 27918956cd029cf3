import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import {
  CONSENT_CHANNELS,
  CONSENT_STATUSES,
  type ConsentChannel,
  type ConsentStatus,
} from '../../../rules/customers/consent';
import { realEmail } from '../../../rules/identity/email';
import { isPhone, phoneDigits } from '../../../rules/identity/phone';
import { RequestError } from '../../call/errors/requestError';
import { isoDate } from '../../call/fields/isoDate';

/** Rows of one file: a call has a minute. */
export const MAX_ROWS = 2000;

/** Why a row can't be used. */
export const ROW_FAULTS = [
  'no_address',
  'bad_email',
  'bad_phone',
  'bad_channel',
  'bad_status',
  'bad_at',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/** What a row says, about everybody with the address or number. */
export interface ConsentRow {
  /** As {@link realEmail}, or the digits of a number. */
  readonly address: string;
  readonly kind: 'email' | 'phone';
  readonly channel: ConsentChannel;
  readonly status: ConsentStatus;
  readonly at: Date;
}

const record = z.record(z.string(), z.string());
const instant = z.union([isoDate, z.iso.date()]);

/**
 * Reads a CSV with a header: `email` or `phone` (or both columns, one of them filled), `status`, and optionally `channel` (by default
 * texts for a phone, emails for an email) and `at`.
 * @returns Line by line, what it says or what is wrong with it.
 * @throws RequestError `bad_csv`, `too_many_rows`.
 */
export function readConsentCsv(csv: string, now: Date): { line: number; row: ConsentRow | RowFault }[] {
  const rows = parseRows(csv);
  if (rows.length > MAX_ROWS)
    throw new RequestError(
      'invalid-argument',
      'too_many_rows',
      `The file has ${rows.length} rows. Import at most ${MAX_ROWS} at a time.`,
    );
  return rows.map((row, position) => ({ line: position + 2, row: readRow(row, now) }));
}

function parseRows(csv: string): Record<string, string>[] {
  const header: string[] = [];
  let rows: unknown;
  try {
    rows = parse(csv, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      columns: (names: string[]) => {
        header.push(...names.map((name) => name.trim().toLowerCase()));
        return header;
      },
    });
  } catch (cause) {
    throw badCsv("it isn't CSV: every row needs as many cells as the header", cause);
  }
  const hasAddress = header.includes('email') || header.includes('phone');
  if (!hasAddress || !header.includes('status')) throw badCsv('a column is missing');
  const parsed = z.array(record).safeParse(rows);
  if (parsed.success) return parsed.data;
  throw badCsv('a column has no name', parsed.error);
}

function badCsv(fault: string, cause?: unknown): RequestError {
  return new RequestError(
    'invalid-argument',
    'bad_csv',
    `The file can't be used: ${fault}. Give it a header with email or phone, and status; channel and at are optional.`,
    { cause },
  );
}

function readRow(row: Record<string, string>, now: Date): ConsentRow | RowFault {
  const { email = '', phone = '', status = '', channel = '', at = '' } = row;
  if (email === '' && phone === '') return 'no_address';
  const kind = email === '' ? 'phone' : 'email';
  const address = kind === 'email' ? realEmail(email) : isPhone(phone) ? phoneDigits(phone) : null;
  if (address === null) return kind === 'email' ? 'bad_email' : 'bad_phone';
  const usual = kind === 'email' ? 'email' : 'sms';
  const saidFor = z.enum(CONSENT_CHANNELS).safeParse(channel === '' ? usual : channel.toLowerCase());
  if (!saidFor.success) return 'bad_channel';
  const said = z.enum(CONSENT_STATUSES).safeParse(status.toLowerCase());
  if (!said.success) return 'bad_status';
  const time = at === '' ? now : instant.safeParse(at).success ? new Date(at) : null;
  if (time === null || time > now) return 'bad_at';
  return { address, kind, channel: saidFor.data, status: said.data, at: time };
}
