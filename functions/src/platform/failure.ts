import { googleFailure } from './firestore/failure';
import { PermanentError, SyncError, type TransientError } from './ports/errors';

/**
 * Any error as one of the classes of design §3. What is unknown is a fault of the program: it is not repeated, its
 * message is left out (it can hold data), and its cause is kept for the log's stack trace.
 */
export function classify(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return (
    googleFailure(error) ??
    new PermanentError(
      'unexpected',
      `An unexpected ${name}: see the stack trace in the log, and report it.`,
      {
        cause: error,
      },
    )
  );
}

/** A transient failure for which the time for retries has passed. */
export function exhausted(error: TransientError, retryWindowMilliseconds: number): PermanentError {
  return new PermanentError(
    error.code,
    `${error.message} It kept failing for ${hours(retryWindowMilliseconds)} hours.`,
    { cause: error },
  );
}

/** A delivery of which no attempt within and after the time for retries has come to an end. */
export function attemptsDied(retryWindowMilliseconds: number): PermanentError {
  return new PermanentError(
    'attempts_died',
    `The functions crashed in every attempt at this step for ${hours(retryWindowMilliseconds)} hours: look in their log for memory or ` +
      'time that ran out, give them more (functions/src/functions/options.ts), and replay the dead letter.',
  );
}

function hours(milliseconds: number): number {
  return Math.round(milliseconds / 360_000) / 10;
}

/** Where an error came from: names, codes and stack frames, without messages. For log lines. */
export function origin(error: unknown): string[] {
  return causesOf(error).flatMap((cause) => {
    const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    return [nameOf(cause), ...frames.slice(0, 8).map((frame) => frame.trim())];
  });
}

/** An error and its causes, the first of them if there are many or they go in a circle. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause)
    causes.push(cause);
  return causes;
}

/** An error's name, with its code if that is a number of gRPC or a constant of Node: neither holds data. */
function nameOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return /^(\d+|[A-Z][A-Z0-9_]+)$/.test(code) ? `${error.name} (${code})` : error.name;
}

/** One of several failures, with how many there were like it. */
export interface RepeatedFailure {
  failure: SyncError;
  times: number;
}

/** Failures of many attempts, told apart by what caused them: one fault lets all attempts fail alike. */
export function distinctFailures(errors: readonly unknown[]): RepeatedFailure[] {
  const distinct = new Map<string, RepeatedFailure>();
  for (const failure of errors.map(classify)) {
    const signature = [failure.code, ...causesOf(failure).map(nameOf)].join(' ');
    const { times } = distinct.get(signature) ?? { times: 0 };
    distinct.set(signature, { failure, times: times + 1 });
  }
  return [...distinct.values()];
}

/** What to give as the cause of an error that tells of several. */
export function causeOf(failures: readonly RepeatedFailure[]): Error | undefined {
  const [first, ...others] = failures.map(({ failure }) => failure);
  return others.length === 0 ? first : new AggregateError([first, ...others], 'Several causes.');
}

/** What a log line says of a failure. */
export function errorFields({ kind, code, message, cause }: SyncError) {
  return { error: { kind, code, message, origin: origin(cause) } };
}
