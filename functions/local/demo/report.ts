import Table from 'cli-table3';
import type { Check } from './checklist';
import type { DemoReport } from './demo';
import type { TenantFigures, TickFigures } from './figures';
import { SEGMENT_NAMES } from './oracle/expectation';

const whole = (value: number): string => value.toLocaleString('en-US');

const ROWS: readonly [label: string, value: (figures: TenantFigures) => string][] = [
  ['customers', ({ customers }) => whole(customers)],
  ['orders', ({ orders }) => whole(orders)],
  ['spending documents', ({ spendingDocuments }) => whole(spendingDocuments)],
  ['products', ({ products }) => whole(products)],
  ['quarantined rows', ({ quarantined }) => whole(quarantined)],
  ...SEGMENT_NAMES.map(
    (segment) =>
      [
        `segment ${segment}`,
        ({ segments }: TenantFigures) => whole(segments[segment] ?? 0),
      ] as const satisfies [string, (figures: TenantFigures) => string],
  ),
  ['data writes', ({ dataWrites }) => whole(dataWrites)],
  ['Firestore reads', ({ reads }) => whole(reads)],
  ['Firestore writes', ({ writes }) => whole(writes)],
  ['Firestore deletes', ({ deletes }) => whole(deletes)],
  ['dollars', ({ dollars }) => dollars.toFixed(6)],
  ['seconds', ({ seconds }) => seconds.toFixed(2)],
];

/** More changed documents than this are not listed for people; the JSON has them. */
const MAX_LISTED = 25;

/** The report for people: a table a tick, the changed documents where these are few, and the checks. */
export function describeReport({ ok, checks, ticks, seconds, peakMemoryBytes }: DemoReport): string {
  const failed = checks.filter((check) => !check.ok).length;
  return [
    ...ticks.flatMap(describeTick),
    ...checks.map(describeCheck),
    '',
    `${ok ? '✔' : '✖'} ${checks.length - failed} of ${checks.length} checks hold · ${seconds.toFixed(1)} s · ` +
      `peak memory ${whole(Math.round(peakMemoryBytes / 1024 ** 2))} MiB`,
  ].join('\n');
}

function describeTick({ name, tenants, triggerEvents, dataWrites, seconds }: TickFigures): string[] {
  const table = new Table({
    head: ['', ...tenants.map(({ orgId }) => orgId)],
    colAligns: ['left', ...tenants.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const [label, value] of ROWS) table.push([label, ...tenants.map(value)]);
  const changes = tenants.flatMap(({ changes: own = [] }) => own);
  return [
    `${name}: ${whole(dataWrites)} data writes, ${whole(triggerEvents)} trigger events, ${seconds.toFixed(2)} s`,
    table.toString(),
    ...(changes.length <= MAX_LISTED ? changes.map(({ kind, path }) => `  ${kind.padEnd(7)} ${path}`) : []),
    '',
  ];
}

function describeCheck({ name, ok, detail }: Check): string {
  return `${ok ? '✔' : '✖'} ${name}${detail === undefined ? '' : `: ${detail}`}`;
}
