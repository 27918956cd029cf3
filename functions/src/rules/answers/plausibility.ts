import { addDays } from '../time/time';
import { addMeasured, fillRates, type Measured, NOTHING_MEASURED } from './fillRates';

/** What a run measures of the POS's answers. It adds up over the deliveries of the run. */
export interface Measurements {
  readonly customers?: Measured | undefined;
  readonly orders?: Measured | undefined;
  readonly items?: Measured | undefined;
  /** Orders whose status word isn't known. */
  readonly unknownStatuses: number;
  /** Orders by day of the shop, of the last days. */
  readonly orderDays: Readonly<Record<string, number>>;
  /** Rows of the whole inventory, if the POS says itself that these are all. */
  readonly inventoryRows?: number | undefined;
}

const MEASURED_STREAMS = ['customers', 'orders', 'items'] as const;
export type MeasuredStream = (typeof MEASURED_STREAMS)[number];

/** The share of records that have each field, with the number of records it was taken from. */
interface UsualRates {
  readonly records: number;
  readonly rates: Readonly<Record<string, number>>;
}

/** What the POS's answers usually look like: those of the last run, and of earlier ones where the last was suspicious. */
export interface Baseline {
  readonly customers?: UsualRates | undefined;
  readonly orders?: UsualRates | undefined;
  readonly items?: UsualRates | undefined;
  /** The share of orders whose status word isn't known. */
  readonly unknownStatuses: number;
  /** Days of the shop on which there were orders. */
  readonly orderDays: readonly string[];
  /** Rows of the whole inventory, if the POS said itself that these were all. */
  readonly inventoryRows?: number | undefined;
}

/** From what on an answer is suspicious; see `limits.brake`. */
export interface Suspicion {
  readonly records: number;
  readonly share: number;
  readonly unknownShare: number;
  readonly sellingDays: number;
}

/** Something odd about the POS's answers that does no harm by itself. */
export interface Oddity {
  /** Stable. */
  readonly code: 'pos_fields_emptier' | 'pos_no_orders' | 'pos_unknown_statuses';
  /** Says what is odd and what to do; counts and names of fields only. */
  readonly message: string;
}

export const NO_MEASUREMENTS: Measurements = { unknownStatuses: 0, orderDays: {} };

export function addMeasurements(a: Measurements, b: Measurements): Measurements {
  const orderDays: Record<string, number> = { ...a.orderDays };
  for (const [day, count] of Object.entries(b.orderDays)) orderDays[day] = (orderDays[day] ?? 0) + count;
  const added = MEASURED_STREAMS.flatMap((stream) =>
    a[stream] === undefined && b[stream] === undefined
      ? []
      : [[stream, addMeasured(a[stream] ?? NOTHING_MEASURED, b[stream] ?? NOTHING_MEASURED)] as const],
  );
  const inventoryRows = b.inventoryRows ?? a.inventoryRows;
  return {
    ...Object.fromEntries(added),
    unknownStatuses: a.unknownStatuses + b.unknownStatuses,
    orderDays,
    ...(inventoryRows !== undefined && { inventoryRows }),
  };
}

/** The share of records that have each field, by stream. */
export function fillRatesOf(measured: Measurements): Partial<Record<MeasuredStream, Record<string, number>>> {
  return Object.fromEntries(
    MEASURED_STREAMS.flatMap((stream) => {
      const found = measured[stream];
      return found === undefined ? [] : [[stream, fillRates(found)] as const];
    }),
  );
}

/** The fields that far fewer of these records have than usual: so many fewer that it is no chance. */
export function emptiedFields(
  rates: Readonly<Record<string, number>>,
  { records, filled }: Measured,
  { records: least, share }: Pick<Suspicion, 'records' | 'share'>,
): string[] {
  return Object.entries(rates).flatMap(([field, rate]) => {
    const expected = rate * records;
    return expected >= least && (filled[field] ?? 0) < expected * (1 - share) ? [field] : [];
  });
}

/** Days before today that are remembered, so that there is a day that can be judged, and those before it. */
export function isJudgedDay(
  day: string,
  today: string,
  { sellingDays }: Pick<Suspicion, 'sellingDays'>,
): boolean {
  return day < today && day >= addDays(today, -sellingDays - 1);
}

/**
 * What is odd about a run's answers, compared with the baseline.
 * @param today The day of the shop on which the run began.
 */
export function oddities(
  before: Baseline | null,
  measured: Measurements,
  today: string,
  suspicion: Suspicion,
): Oddity[] {
  if (before === null) return [];
  return [
    ...emptierStreams(before, measured, suspicion),
    ...quietYesterday(before, measured, today, suspicion),
    ...unknownWords(before, measured, suspicion),
  ];
}

function emptierStreams(before: Baseline, measured: Measurements, suspicion: Suspicion): Oddity[] {
  const found = MEASURED_STREAMS.flatMap((stream) => {
    const [usual, now] = [before[stream], measured[stream]];
    if (usual === undefined || now === undefined) return [];
    return emptiedFields(usual.rates, now, suspicion).map((field) => {
      const percent = (share: number) => `${Math.round(share * 100)} %`;
      return `${field} of ${stream}, ${percent(fillRates(now)[field] ?? 0)} instead of ${percent(usual.rates[field] ?? 0)}`;
    });
  });
  if (found.length === 0) return [];
  return [
    {
      code: 'pos_fields_emptier',
      message: `The POS sends some fields far less often than it did (${found.join('; ')}). If that is right, run a sync with forceFields: true, which accepts it as usual.`,
    },
  ];
}

/** A day without orders right after many that each had some. */
function quietYesterday(
  { orderDays }: Baseline,
  measured: Measurements,
  today: string,
  { sellingDays }: Suspicion,
): Oddity[] {
  const yesterday = addDays(today, -1);
  const sold = (day: string) => orderDays.includes(day) || (measured.orderDays[day] ?? 0) > 0;
  const before = Array.from({ length: sellingDays }, (_, back) => addDays(yesterday, -back - 1));
  if ((measured.orderDays[yesterday] ?? 0) > 0 || !before.every(sold)) return [];
  return [
    {
      code: 'pos_no_orders',
      message: `The POS has no orders of ${yesterday}, although the shop sold something on each of the ${sellingDays} days before. If it was closed, all is well.`,
    },
  ];
}

function unknownWords(
  before: Baseline,
  { orders, unknownStatuses }: Measurements,
  { records, unknownShare, share }: Suspicion,
): Oddity[] {
  const now = unknownShareOf(orders, unknownStatuses);
  const isMore = now > unknownShare && before.unknownStatuses < now * share;
  if (unknownStatuses < records || !isMore) return [];
  return [
    {
      code: 'pos_unknown_statuses',
      message: `${unknownStatuses} of ${orders?.records ?? 0} orders have a status that isn't known, and count as sales. Report the words, which the run's record has; a sync with forceFields: true accepts them as usual.`,
    },
  ];
}

function unknownShareOf(orders: Measured | undefined, unknownStatuses: number): number {
  return orders === undefined || orders.records === 0 ? 0 : unknownStatuses / orders.records;
}

/**
 * What the next run compares with: what this one read. While something is odd, what it was before stays usual, so that it stays odd.
 * @param accepted Whether an operator has said that the POS is right.
 */
export function nextBaseline(
  before: Baseline | null,
  measured: Measurements,
  today: string,
  { suspicion, accepted }: { suspicion: Suspicion; accepted: boolean },
): Baseline {
  const known = accepted ? null : before;
  const streams = MEASURED_STREAMS.flatMap((stream) => {
    const rates = nextRates(known?.[stream], measured[stream], suspicion);
    return rates === undefined ? [] : [[stream, rates] as const];
  });
  const isOdd = known !== null && unknownWords(known, measured, suspicion).length > 0;
  const days = new Set([...(before?.orderDays ?? []), ...Object.keys(measured.orderDays)]);
  return {
    ...Object.fromEntries(streams),
    unknownStatuses: isOdd
      ? known.unknownStatuses
      : unknownShareOf(measured.orders, measured.unknownStatuses),
    orderDays: [...days].filter((day) => isJudgedDay(day, today, suspicion)).sort(),
    ...(measured.inventoryRows !== undefined && { inventoryRows: measured.inventoryRows }),
  };
}

function nextRates(
  usual: UsualRates | undefined,
  now: Measured | undefined,
  suspicion: Suspicion,
): UsualRates | undefined {
  // Few records of many are an answer of its own, and say little about the others.
  if (now === undefined || now.records < (usual?.records ?? 0) * suspicion.share) return usual;
  const kept = usual === undefined ? [] : emptiedFields(usual.rates, now, suspicion);
  const old = Object.fromEntries(kept.map((field) => [field, usual?.rates[field] ?? 0]));
  return { records: now.records, rates: { ...fillRates(now), ...old } };
}
