import type { Measurement, Phase, Subject, WorldResult } from '../figures';
import type { BenchResults } from '../results';
import { dollars, whole } from './format';

const BEGIN = '<!-- bench:begin: written by `npm run bench -- --save` -->';
const END = '<!-- bench:end -->';

/** The dispensary whose figures the README shows. */
const SHOWN_CUSTOMERS = 3_004;
const SHOWN_PHASES: readonly Phase[] = ['no change', '1 % changed', 'first sync'];
const SHOWN_SUBJECTS: readonly Subject[] = ['Sync Sam', 'read and compare', 'blind upsert'];

/** The README's table, as Markdown. @throws Error when the world that it shows is not among the results. */
export function readmeTable({ worlds }: BenchResults): string {
  const world = worlds.find(({ customers }) => customers === SHOWN_CUSTOMERS);
  if (world === undefined) {
    throw new Error(
      `The README shows ${whole(SHOWN_CUSTOMERS)} customers: measure them too (--customers ${SHOWN_CUSTOMERS}).`,
    );
  }
  const rows = SHOWN_PHASES.flatMap((phase) => SHOWN_SUBJECTS.map((subject) => rowOf(world, phase, subject)));
  return [
    `One sync of ${whole(world.customers)} customers, ${whole(world.orders)} orders and ${whole(world.items)} items, billed at Firestore's list prices:`,
    '',
    ...aligned([['', '', 'reads', 'writes', 'dollars', 'times Sync Sam'], ...rows]),
  ].join('\n');
}

function rowOf(world: WorldResult, phase: Phase, subject: Subject): string[] {
  const one = found(world, phase, subject);
  const own = found(world, phase, 'Sync Sam');
  const times = one.median.dollars / own.median.dollars;
  return [
    subject === 'Sync Sam' ? phase : '',
    subject,
    whole(one.median.reads),
    whole(one.median.writes),
    dollars(one.median.dollars),
    subject === 'Sync Sam' ? '' : times < 10 ? times.toFixed(1) : whole(times),
  ];
}

function found({ name, measurements }: WorldResult, phase: Phase, subject: Subject): Measurement {
  const measurement = measurements.find((one) => one.phase === phase && one.subject === subject);
  if (measurement === undefined)
    throw new Error(`There is no measurement of ${subject}, ${phase}, for ${name}.`);
  return measurement;
}

/** A Markdown table as the formatter writes it: numbers to the right, columns of one width. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const isNumber = (column: number) => column >= 2;
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (isNumber(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)];
}

/** The part of a README between the markers. @throws Error naming the markers when they are missing. */
export function readmePart(readme: string): { before: string; part: string; after: string } {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin)
    throw new Error(`The README has no place for the table: add the lines ${BEGIN} and ${END}.`);
  return {
    before: readme.slice(0, begin + BEGIN.length),
    part: readme.slice(begin + BEGIN.length, end).trim(),
    after: readme.slice(end),
  };
}

/** The README with the table of these results. */
export function withTable(readme: string, results: BenchResults): string {
  const { before, after } = readmePart(readme);
  return `${before}\n\n${readmeTable(results)}\n\n${after}`;
}
