import { Command, InvalidArgumentError, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { existingFile } from '../terminal/arguments';
import { FIRESTORES, type FirestoreName } from './firestoreChoice';

export interface EmulatorOptions {
  firestorePort: number;
  pubsubPort: number;
  functionsPort: number;
  project: string;
  secrets?: string;
  schedules: boolean;
  ownProcess: boolean;
  /** Whether the functions are loaded again when their source changes. */
  reload: boolean;
  functionsEmulator: boolean;
  /** Whether there are accounts to sign in with, and the console as it is deployed. */
  auth: boolean;
  authPort: number;
  hostingPort: number;
  /** Whose pages may call the functions, besides Hosting's. */
  origins: readonly string[];
  firestore: FirestoreName;
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

/** A file of secrets. */
export function parseFile(text: string): string {
  const file = existingFile(text);
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

function parseOrigins(text: string): string[] {
  const origins = text.split(',').map((part) => part.trim());
  if (origins.some((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin))
    throw new InvalidArgumentError('Write origins such as http://localhost:3000, separated by commas.');
  return origins;
}

/** Where development servers of web clients usually are. */
const USUAL_ORIGINS = ['http://localhost:3000', 'http://localhost:5173'];

/** Which Firestore is used. */
export const firestoreOption = () =>
  new Option(
    '--firestore <name>',
    'the embedded Firestore, or hidane where it is installed: with security rules, and for browsers',
  )
    .choices(FIRESTORES)
    .default('embedded');

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
    .option(
      '--secrets <file>',
      'dotenv file with the secrets (default: .secret.local in functions/)',
      parseFile,
    )
    .option('--no-schedules', 'run scheduled functions only on request (POST /schedules/{name})')
    .option('--own-process', 'run the functions in a separate process that restarts when it ends', false)
    .option('--no-reload', 'keep the functions as they are when their source changes')
    .addOption(
      new Option(
        '--functions-emulator',
        "run the functions as built in the Firebase CLI's Functions emulator (npm fetches the CLI, about 300 MB)",
      )
        .default(false)
        // It has its own processes, and the clock of the system.
        .conflicts(['ownProcess', 'now']),
    )
    .addOption(
      new Option(
        '--auth',
        "for building a client: also the CLI's Auth emulator with sample accounts, and its Hosting emulator with the console as it is deployed",
      )
        .default(false)
        .implies({ functionsEmulator: true })
        .conflicts(['ownProcess', 'now']),
    )
    .option('--auth-port <port>', 'port of the Auth emulator', parsePort, 9099)
    .option('--hosting-port <port>', 'port of the Hosting emulator', parsePort, 5002)
    .option(
      '--origins <origins>',
      'with --auth: origins of web clients, whose pages may call the functions',
      parseOrigins,
      USUAL_ORIGINS,
    )
    .addOption(firestoreOption())
    .addOption(new Option('--now <time>', 'the time at which the clock starts').argParser(parseTime))
    .allowExcessArguments(false)
    .exitOverride()
    .parse(parameters, { from: 'user' });
  return command.opts<EmulatorOptions>();
}
