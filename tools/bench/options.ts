import { Command, InvalidArgumentError } from 'commander';
import { existingFile, fromHere, wholeNumber } from '../terminal/arguments';

/** What can be measured. */
const PARTS = ['worlds', 'cold-start', 'fan-out', 'search', 'memory', 'waiting'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchOptions {
  /** Sizes of the worlds, in customers. */
  customers: number[];
  /** How often each world is measured, where that is said. */
  repetitions?: number;
  full: boolean;
  /** A CSV of `customer_id,date,quantity,amount`, plain or `.gz`: one more world. */
  transactions?: string;
  parts: Part[];
  /** How long the POS of the waiting part takes to answer a request. */
  answerMilliseconds: number;
  /** Customers of the large tenant, with four orders each. */
  largeTenant: number;
  tenants: number;
  /** A folder for CPU profiles of the process that is measured. */
  profile?: string;
  save: boolean;
  json: boolean;
}

/** A run without options ends in a few minutes. */
const DEFAULT_WORLDS = [1_000, 3_004];
const ALL_WORLDS = [1_000, 3_004, 10_000, 100_000];
const DEFAULT_PARTS: readonly Part[] = ['worlds', 'cold-start', 'fan-out', 'search'];

const count = wholeNumber(1, 1_000_000);

function counts(text: string): number[] {
  return text.split(',').map(count);
}

function parts(text: string): Part[] {
  return text.split(',').map((name) => {
    const part = PARTS.find((known) => known === name);
    if (part === undefined)
      throw new InvalidArgumentError(`Name any of ${PARTS.join(', ')}, separated by commas.`);
    return part;
  });
}

/** The options of `npm run bench`; help and faults in them end the process, as commander does. */
export function parseOptions(argv: readonly string[]): BenchOptions {
  const command = new Command('bench')
    .description('Measures what a sync costs and takes, beside other ways to do it (docs/performance.md).')
    .option('--customers <sizes>', `sizes of the worlds (default: ${DEFAULT_WORLDS.join(',')})`, counts)
    .option(
      '--repetitions <number>',
      'how often each is measured; medians are shown (default: 1; with --full 3, but 1 of 100,000)',
      count,
    )
    .option(
      '--transactions <file>',
      'one more world: the orders of a CSV (customer_id,date,quantity,amount)',
      existingFile,
    )
    .option(
      '--only <parts>',
      `measure only these: ${PARTS.join(', ')} (default: all but memory and waiting)`,
      parts,
    )
    .option('--large-tenant <customers>', 'customers of the tenant of the memory part', count, 255_000)
    .option(
      '--answer-milliseconds <number>',
      'how long the POS of the waiting part takes to answer',
      count,
      150,
    )
    .option('--tenants <number>', 'tenants of the fan-out part', count, 10_000)
    .option(
      '--full',
      `everything: worlds of ${ALL_WORLDS.join(', ')} and all parts; takes most of an hour`,
      false,
    )
    .option('--profile <folder>', 'write CPU profiles of the process that is measured', fromHere)
    .option(
      '--save',
      'write docs/bench and the tables in the docs; earlier measurements of this machine stay in them',
      false,
    )
    .option('--json', 'print one JSON object on stdout', false)
    .showHelpAfterError('(see npm run bench -- --help)')
    .addHelpText(
      'after',
      '\nExit codes: 0 all exact targets met, 1 some missed, or the benchmark itself failed.',
    )
    .allowExcessArguments(false)
    .parse(argv, { from: 'user' });
  const { customers, only, ...others } = command.opts<
    Omit<BenchOptions, 'customers' | 'parts'> & Partial<Pick<BenchOptions, 'customers'>> & { only?: Part[] }
  >();
  return {
    ...others,
    customers: customers ?? (others.full ? ALL_WORLDS : DEFAULT_WORLDS),
    parts: only ?? (others.full ? [...PARTS] : [...DEFAULT_PARTS]),
  };
}
