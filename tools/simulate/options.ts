import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { wholeNumber } from '../terminal/arguments';

export interface SimulateOptions {
  /** Fresh seeds to run. */
  seeds: number;
  /** The first of them. */
  from: number;
  /** Only this seed, with its whole trace. */
  seed?: number;
  /** True for all known bugs, or a part of their names. */
  mutants?: string | true;
  /** Whether to measure what overload does, in place of running seeds. */
  overload: boolean;
  /** Whether the mutants' table in docs/reliability.md is rewritten. */
  save: boolean;
  json: boolean;
  workers: number;
}

const LARGEST_SEED = 2 ** 31;

const count = wholeNumber(0, LARGEST_SEED - 1);

/** Reads the command line; help and faults in it end the process, as commander does. */
export function parseOptions(argv: readonly string[]): SimulateOptions {
  const command = new Command('simulate')
    .description(
      'Runs the pipeline under faults that a seed decides, and checks what it promises (docs/reliability.md).',
    )
    .option('--seeds <number>', 'how many fresh seeds to run after the corpus', count, 200)
    .option(
      '--from <seed>',
      'the first fresh seed; drawn and printed if left out',
      count,
      randomInt(1, LARGEST_SEED / 2),
    )
    .option('--seed <seed>', 'run only this seed and print its whole trace', count)
    .option(
      '--mutants [name]',
      'put each of the known bugs (or those whose name contains this) into the sources and show which of --seeds from 1 up catches it: first the one that did before',
    )
    .option(
      '--overload',
      'measure in virtual time how long one tick of 100, 1,000 and 10,000 tenants takes where instances are few',
      false,
    )
    .option(
      '--save',
      'with --mutants: try seeds in order, and write the table into docs/reliability.md',
      false,
    )
    .option('--json', 'print JSON', false)
    .option('--workers <number>', 'processes', count, availableParallelism())
    .addHelpText(
      'after',
      "\nExit codes: 0 all promises kept (or all mutants caught), 1 some weren't, 2 the simulator itself failed.",
    );
  const options = command.parse(argv, { from: 'user' }).opts<SimulateOptions>();
  if (options.save && options.mutants !== true)
    command.error('error: --save writes the table of all mutants: give it with --mutants and no name.');
  return options;
}
