import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { safeText } from '../terminal/safeText';
import { CommandFailure, UsageFailure } from './failure';

/** Where a question is asked: stderr, because stdout belongs to the answer. */
export interface Terminal {
  input: Readable & { isTTY?: boolean };
  output: Writable;
}

const PROCESS: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Asks before what can't be undone; only `y` or `yes` goes on.
 *
 * @param question Names what will happen, and where.
 * @param isGiven Whether the command line says yes already.
 * @throws UsageFailure `not_confirmed` where nobody can be asked; CommandFailure `declined`.
 */
export async function confirm(question: string, isGiven: boolean, terminal = PROCESS): Promise<void> {
  if (isGiven) return;
  if (terminal.input.isTTY !== true) {
    throw new UsageFailure(
      'not_confirmed',
      `${question} Can't ask for confirmation here. Add --yes to go ahead.`,
    );
  }
  const lines = createInterface(terminal);
  // Ctrl-C and the end of the input are no answer.
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(safeText(`${question} Continue? [y/N] `)), closed]);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailure('declined', 'Nothing was changed.');
}
