import { Command, InvalidArgumentError, Option } from 'commander';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

export interface EmulatorOptions {
  firestorePort: number;
  pubsubPort: number;
  functionsPort: number;
  project: string;
  secrets?: string;
  schedules: boolean;
  ownProcess: boolean;
  functionsEmulator: boolean;
  now?: Date;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 (any free one) to 65535.');
  }
  return port;
}

export function parseProject(text: string): string {
  // Google's rule; ids that begin with demo- never reach Google Cloud.
  if (!/^[a-z](?:-?[a-z0-9]){5,29}$/.test(text)) {
    throw new InvalidArgumentError('A project id has 6 to 30 lowercase letters, digits and hyphens.');
  }
  return text;
}

/** `NAME=value`, a comment, or nothing. */
const SECRET_LINE = /^\s*(?:#.*|(?:export\s+)?[A-Za-z_][\w.-]*\s*=.*)?\s*$/;

/** A path relative to where npm was called: npm itself changes to the package's directory. */
export function parseFile(text: string): string {
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), text);
  if (!existsSync(file) || !statSync(file).isFile())
    throw new InvalidArgumentError(`There is no file ${file}.`);
  const malformed = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => !SECRET_LINE.test(line));
  if (malformed >= 0) {
    throw new InvalidArgumentError(`Line ${malformed + 1} of ${file} is not of the form NAME=value.`);
  }
  return file;
}

export function parseTime(text: string): Date {
  const parsed = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).safeParse(text);
  if (!parsed.success || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('Write an ISO 8601 time such as 2024-07-01T12:00:00Z, or a date.');
  }
  return new Date(text);
}

/**
 * The options of `npm run emulators`.
 * @throws CommanderError with the exit code, after saying on stderr what is wrong (or, for --help, on stdout what there is).
 */
export function parseOptions(parameters: readonly string[]): EmulatorOptions {
  const command = new Command('emulators')
    .description('Runs the functions with an embedded Firestore and Pub/Sub until Ctrl-C.')
    .option('--firestore-port <port>', 'port of Firestore', parsePort, 8080)
    .option('--pubsub-port <port>', 'port of Pub/Sub', parsePort, 8085)
    .option('--functions-port <port>', 'port of the function host', parsePort, 5001)
    .option('--project <id>', 'project id', parseProject, 'demo-sync-sam')
    .option('--secrets <file>', 'dotenv file with the secrets (default: .secret.local)', parseFile)
    .option('--no-schedules', 'run scheduled functions only on demand (POST /schedules/{name})')
    .option('--own-process', 'run the functions in a process of their own, started again when it ends', false)
    .addOption(
      new Option(
        '--functions-emulator',
        "run the functions as built in the Firebase CLI's Functions emulator (npm fetches the CLI, about 300 MB)",
      )
        .default(false)
        // It has its own processes, and the clock of the system.
        .conflicts(['ownProcess', 'now']),
    )
    .option('--now <time>', 'the time at which the clock starts', parseTime)
    .allowExcessArguments(false)
    .exitOverride()
    .parse(parameters, { from: 'user' });
  return command.opts<EmulatorOptions>();
}
