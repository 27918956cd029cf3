import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** A page shows the beginning and the end of a long output. */
const HEAD_LINES = 30;
const TAIL_LINES = 14;

/** What npm says before a command's own output. */
const NPM_LINE = '> ';

/** Such as `  840 data writes, …`: in a terminal one takes the place of the other, and none stays. */
const PROGRESS = /^ {2}\d[\d,]* /;

/** Runs commands as a person would, and writes down what they print and how long they take. */
export class Terminal {
  readonly #parts: string[] = [];
  readonly #startedAt = performance.now();
  readonly #background = new Set<ChildProcess>();

  constructor(private readonly folder: string) {}

  tell(text: string): void {
    this.#parts.push(text);
  }

  /** Runs a command to its end. */
  async run(line: string, expected = 0): Promise<string> {
    const startedAt = performance.now();
    const command = this.#start(line);
    const output = collect(command);
    const code: unknown = (await once(command, 'close')).at(0);
    if (code !== expected) throw new Error(`${line} ended with ${String(code)}:\n${output()}`);
    this.#record(line, output(), performance.now() - startedAt);
    return output();
  }

  /** Starts a command that goes on, and waits until it has printed something. @param from What is shown begins with the line of this text. */
  async runUntil(line: string, printed: string, from: string): Promise<void> {
    const startedAt = performance.now();
    const command = this.#start(line);
    this.#background.add(command);
    const output = collect(command);
    while (!output().includes(printed)) {
      if (command.exitCode !== null) throw new Error(`${line} ended:\n${output()}`);
      await new Promise((next) => setTimeout(next, 100));
    }
    // What comes with it.
    await new Promise((next) => setTimeout(next, 500));
    this.#record(line, `…\n${output().slice(output().indexOf(from))}`, performance.now() - startedAt);
  }

  /** Ends what goes on, as Ctrl-C would. */
  async close(): Promise<void> {
    for (const command of this.#background) {
      const ended = once(command, 'close');
      // The whole group: npm, and what it started.
      if (command.pid !== undefined) process.kill(-command.pid, 'SIGINT');
      await ended;
    }
    this.#background.clear();
  }

  page(): string {
    const minutes = ((performance.now() - this.#startedAt) / 60_000).toFixed(1);
    return [
      '# The first ten minutes',
      '',
      '<!-- Made by `npm run tour`, which runs these commands: change tools/tour. -->',
      '',
      `What a newcomer sees, run for real on two cores with all packages installed: ${minutes} minutes in all. Long output is cut in the middle.`,
      '',
      ...this.#parts.flatMap((part) => [part, '']),
    ].join('\n');
  }

  #start(line: string): ChildProcess {
    return spawn('sh', ['-c', line], {
      cwd: this.folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '120', npm_config_update_notifier: 'false' },
    });
  }

  #record(line: string, output: string, milliseconds: number): void {
    const seconds = (milliseconds / 1000).toFixed(1);
    this.#parts.push(
      ['```', `$ ${line}`, ...shown(output, this.folder), '```', '', `_${seconds} s_`].join('\n'),
    );
  }
}

function collect(command: ChildProcess): () => string {
  let output = '';
  for (const stream of [command.stdout, command.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return () => output;
}

/** The lines as a reader needs them: nothing of npm, no path of the machine. */
function shown(output: string, folder: string): string[] {
  const lines = stripVTControlCharacters(output)
    .replaceAll(folder, '…')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => !line.startsWith(NPM_LINE))
    .filter((line) => !PROGRESS.test(line));
  const from = lines.findIndex((line) => line !== '');
  const told = lines.slice(Math.max(0, from), lines.findLastIndex((line) => line !== '') + 1);
  if (told.length <= HEAD_LINES + TAIL_LINES) return told;
  const left = told.length - HEAD_LINES - TAIL_LINES;
  return [...told.slice(0, HEAD_LINES), `… ${left} more lines …`, ...told.slice(-TAIL_LINES)];
}
