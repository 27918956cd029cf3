import type { Command } from 'commander';
import type { Progress } from '../terminal/progress';
import { commandLog } from './commandLog';
import { openContext } from './project/connection';
import type { ExitCode } from './exitCodes';
import { openSession, type Session } from './project/session';
import { resolveTarget } from './project/target';

/** The options of every command. */
export interface GlobalOptions {
  emulator?: boolean;
  project?: string;
  secrets?: string;
  now?: Date;
  json?: boolean;
  verbose?: boolean;
}

/** What a command has found. */
export interface Answer {
  /** What `--json` prints. */
  value: object;
  /** What people read. */
  text: string;
  /** Default: ok. */
  exitCode?: ExitCode;
}

/** Where answers go. */
export interface Outlet {
  readonly print: (line: string) => void;
  readonly warn: (text: string) => void;
  readonly openProgress: () => Promise<Progress>;
  readonly reply: (answer: Answer) => void;
}

/**
 * Makes a command do its work in a session: opens one on the target that the options name, and replies with what is found.
 * @param work Gets the command's arguments, then its options.
 */
export function acting<Given extends unknown[]>(
  outlet: Outlet,
  work: (session: Session, ...given: Given) => Promise<Answer>,
) {
  return async function act(this: Command, ...given: Given): Promise<void> {
    const options = this.optsWithGlobals<GlobalOptions>();
    const target = resolveTarget(options, process.env);
    const context = await openContext(target, {
      log: commandLog(options.verbose ?? false),
      secretsFile: options.secrets,
      now: options.now,
    });
    const progress = await outlet.openProgress();
    outlet.reply(await work(openSession({ target, context, progress, print: outlet.print }), ...given));
  };
}
