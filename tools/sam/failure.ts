import { RequestError } from '../../functions/src/api/call/errors/requestError';
import { classify } from '../../functions/src/platform/failure';
import { SyncError } from '../../functions/src/platform/ports/errors';
import { inCommandTerms } from './text/commandTerms';
import { EXIT, type ExitCode } from './exitCodes';

/** A fault that the command line itself finds. The message names the fault and the fix. */
export class CommandFailure extends Error {
  /** @param code Stable snake_case name of the fault, as `--json` gives it. */
  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: ExitCode = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CommandFailure';
  }
}

/** The command line is wrong, or lacks what it needs: nothing was tried. */
export class UsageFailure extends CommandFailure {
  constructor(code: string, message: string) {
    super(code, message, EXIT.usage);
    this.name = 'UsageFailure';
  }
}

/** What is told of an error: never its cause, and never the message of an unknown one, which can hold data. */
export function describeFailure(error: unknown): { code: string; message: string; exitCode: ExitCode } {
  if (error instanceof CommandFailure) return error;
  const known = error instanceof RequestError || error instanceof SyncError ? error : classify(error);
  const isUnexpected = known.code === 'unexpected';
  return {
    code: known.code,
    message: isUnexpected
      ? 'Something went wrong. Repeat the command with --verbose and report what it says.'
      : inCommandTerms(known.message),
    exitCode: EXIT.failed,
  };
}
