import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { copyOfRepository } from './repository';
import { Terminal } from './terminal';
import { takeTour } from './tour';

/** Takes the first ten minutes of a newcomer for real, and writes them down with their output and times. */
const ROOT = resolve(__dirname, '../..');
const FILE = join(ROOT, 'docs/first-ten-minutes.md');

async function main(): Promise<void> {
  new Command('tour')
    .description(
      'Takes the first ten minutes of a newcomer in a fresh copy of the repository, and writes them with their output and times into docs/first-ten-minutes.md.',
    )
    .allowExcessArguments(false)
    .parse();
  const repository = await copyOfRepository(ROOT);
  const terminal = new Terminal(repository.folder);
  try {
    await takeTour(terminal, repository.folder);
    await writeFile(FILE, terminal.page());
  } finally {
    await terminal.close();
    await repository.remove();
  }
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
