import { CommanderError } from 'commander';
import { origin } from '../../src/pipeline/failure';
import type { Progress } from '../demo/progress';
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

/** Runs a command line. Returns the exit code; faults are told and not thrown. */
export async function runCommandLine(parameters: readonly string[], channels: Channels): Promise<ExitCode> {
  const { print, warn } = channels;
  let exitCode: ExitCode = EXIT.ok;
  const reply = ({ value, text, exitCode: code = EXIT.ok }: Answer): void => {
    exitCode = code;
    print(options().json ? JSON.stringify(value) : text);
  };
  const program = createProgram({ ...channels, reply });
  const options = () => program.opts<GlobalOptions>();
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const { code, message, exitCode: failed } = describeFailure(error);
    const { json, verbose } = options();
    if (json && failed !== EXIT.usage) print(JSON.stringify({ error: { code, message } }));
    warn(`error: ${message} [${code}]\n`);
    if (verbose) warn(`${origin(error).join('\n')}\n`);
    return failed;
  }
}
