import type { z } from 'zod';
import type { Callable } from '../../../functions/src/api/call/callable';
import { runCallable } from '../../../functions/src/api/call/runCallable';
import { ALWAYS_CURRENT } from '../../../functions/src/platform/google/firebaseSessions';
import { Database } from '../../../functions/src/platform/firestore/database';
import type { Context } from '../../../functions/src/platform/ports/context';
import type { Progress } from '../../terminal/progress';
import type { Target } from './target';

/** Who the callables see: an operator. What it may do at all is up to the credentials it reaches the project with. */
const OPERATOR = { uid: 'cli', role: 'operator' };

/** What a command works with. */
export interface Session {
  readonly target: Target;
  readonly context: Context;
  /** For what no callable gives. */
  readonly database: Database;
  /** Tells what goes on, on stderr. */
  readonly progress: Progress;
  /** Prints a line on stdout, besides the answer. */
  readonly print: (line: string) => void;
  /** Runs a callable in this process, as the deployed function does. @throws RequestError */
  readonly call: <Input extends z.ZodObject, Output extends z.ZodObject>(
    callable: Callable<Input, Output>,
    input: z.input<Input>,
  ) => Promise<z.output<Output>>;
}

export function openSession(parts: Pick<Session, 'target' | 'context' | 'progress' | 'print'>): Session {
  // There is no account that could have been signed out.
  const context = { ...parts.context, sessions: ALWAYS_CURRENT };
  return {
    ...parts,
    database: new Database(parts.context.firestore),
    async call(callable, input) {
      const request = { token: OPERATOR, isFromApp: true, data: input };
      return callable.output.parse(await runCallable(context, callable, request));
    },
  };
}
