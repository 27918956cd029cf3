import { googleFailure } from '../firestore/failure';
import { PermanentError, SyncError, type TransientError } from '../platform/errors';

/**
 * Any error as one of the classes of design §3. What is unknown is a fault of the program: it is not repeated, its
 * message is left out (it can hold data), and its cause is kept for the log's stack trace.
 */
export function classify(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return (
    googleFailure(error) ??
    new PermanentError('unexpected', `An unexpected ${name}: see the stack trace in the log and report it.`, {
      cause: error,
    })
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
    `The functions died in each attempt at this step for ${hours(retryWindowMilliseconds)} hours: look in their log for memory or ` +
      'time that ran out, give them more (functions/src/functions/options.ts), and replay the dead letter.',
  );
}

function hours(milliseconds: number): number {
  return Math.round(milliseconds / 360_000) / 10;
}

/** Where an error came from: names and stack frames, without messages. For log lines. */
export function origin(error: unknown): string[] {
  const lines: string[] = [];
  for (let cause = error; cause instanceof Error && lines.length < 40; cause = cause.cause) {
    const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
    lines.push(cause.name, ...frames.slice(0, 8).map((frame) => frame.trim()));
  }
  return lines;
}
