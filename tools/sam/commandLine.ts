import { CommanderError } from 'commander';
import { origin } from '../../functions/src/platform/failure';
import { type Progress, safeProgress } from '../terminal/progress';
import { safeJson, safeText, withinLine } from '../terminal/safeText';
import type { Answer, GlobalOptions } from './actions';
import { EXIT, type ExitCode } from './exitCodes';
import { describeFailure } from './failure';
import { createProgram } from './program';

/** Where a command line's answer, its faults and its progress go. */
interface Channels {
  /** Prints a line of the answer. */
  readonly print: (line: string) => void;
  /** Writes text about faults. */
  readonly warn: (text: string) => void;
  readonly openProgress: () => Promise<Progress>;
}

/**
 * Runs a command line. What it says may come from a point of sale, so none of it reaches a terminal unescaped.
 * Returns the exit code; faults are told and not thrown.
 */
export async function runCommandLine(parameters: readonly string[], channels: Channels): Promise<ExitCode> {
  const print = (text: string) => channels.print(safeText(text));
  const warn = (text: string) => channels.warn(safeText(text));
  let exitCode: ExitCode = EXIT.ok;
  const reply = ({ value, text, exitCode: code = EXIT.ok }: Answer): void => {
    exitCode = code;
    print(options().json ? safeJson(value) : text);
  };
  const program = createProgram({
    print,
    warn,
    openProgress: async () => safeProgress(await channels.openProgress()),
    reply,
  });
  const options = () => program.opts<GlobalOptions>();
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const { code, message, exitCode: failed } = describeFailure(error);
    const { json, verbose } = options();
    if (json && failed !== EXIT.usage) print(safeJson({ error: { code, message } }));
    warn(`error: ${withinLine(`${message} [${code}]`)}\n`);
    if (verbose) warn(`${origin(error).join('\n')}\n`);
    return failed;
  }
}
