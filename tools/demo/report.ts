import Table from 'cli-table3';
import { whole } from '../terminal/whole';
import type { Check } from './checks/checklist';
import type { DemoReport } from './demo';
import type { TenantFigures, TickFigures } from './observations/figures';
import { SEGMENT_NAMES } from './oracle/expectation';

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

/**
 * The report for people: what was synced, what followed from it, and whether all of it is right, in one screen. Checks that fail are
 * always listed; with `isVerbose` all are, and every figure.
 */
export function describeReport(report: DemoReport, isVerbose = false): string {
  const { ok, checks, skipped, ticks, seconds, peakMemoryBytes } = report;
  const failed = checks.filter((check) => !check.ok);
  const holding = checks.length - failed.length;
  const mark = ok ? '✔' : '✖';
  const memory = `${whole(Math.round(peakMemoryBytes / 1024 ** 2))} MiB at most`;
  return [
    ...ticks.flatMap((tick, index) => (isVerbose ? describeTick(tick) : tellTick(tick, index + 1))),
    ...(isVerbose ? checks : failed).map(describeCheck),
    ...skipped.map(({ name, reason }) => `– ${name}: skipped, ${reason}`),
    ...(isVerbose ? [''] : []),
    `${mark} ${holding} of ${checks.length} checks against an independent computation hold · ${seconds.toFixed(1)} s · ${memory}`,
    ...(isVerbose ? [] : ['  --verbose lists every check and figure.']),
  ].join('\n');
}

/** One sync as a few lines: the tenants where everything is new, else what was written. */
function tellTick({ name, tenants, dataWrites, seconds }: TickFigures, number: number): string[] {
  const dollars = tenants.reduce((sum, tenant) => sum + tenant.dollars, 0);
  const writes = `${whole(dataWrites)} ${dataWrites === 1 ? 'document' : 'documents'} written`;
  const changes = tenants.flatMap(({ changes: own = [] }) => own);
  const isListed = changes.length > 0 && changes.length === dataWrites && changes.length <= MAX_LISTED;
  const width = Math.max(...tenants.map(({ orgId }) => orgId.length));
  return [
    `${number}. ${name} → ${writes} (${seconds.toFixed(1)} s, $${dollars.toFixed(6)} of Firestore)`,
    ...(isListed
      ? changes.map(({ kind, path }) => `   ${kind.padEnd(7)} ${path}`)
      : dataWrites === 0
        ? []
        : tenants.map((tenant) => `   ${tenant.orgId.padEnd(width)}  ${tellTenant(tenant)}`)),
    '',
  ];
}

function tellTenant({ customers, orders, products, quarantined, segments }: TenantFigures): string {
  const counted = SEGMENT_NAMES.flatMap((segment) =>
    (segments[segment] ?? 0) > 0 ? [`${whole(segments[segment] ?? 0)} ${segment}`] : [],
  );
  return [
    `${whole(customers)} customers (${counted.join(', ')})`,
    `${whole(orders)} orders`,
    `${whole(products)} items`,
    ...(quarantined > 0 ? [`${whole(quarantined)} unreadable rows in quarantine`] : []),
  ].join(', ');
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
