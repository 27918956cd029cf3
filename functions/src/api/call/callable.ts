import { z } from 'zod';
import type { Database } from '../../platform/firestore/database';
import { ORG_ID } from '../../documents/paths';
import type { Context } from '../../platform/ports/context';
import type { Caller } from './authorize';
import type { Role } from './roles';

/** Describes the tenant in the input of every call about one: see {@link authorize} for who may leave it out. */
export const orgIdField = z
  .string()
  .regex(ORG_ID)
  .describe("The tenant. A shop's own staff may leave it out; operators must name it.");

/** What a call's handler works with. `database` meters what the call reads and writes. */
export interface Call {
  context: Context;
  database: Database;
  caller: Caller;
}

/** A fault that a call can answer with, besides those that every call has. */
export interface DocumentedError {
  /** The stable name in the error's `details.code`. */
  code: string;
  /** When it happens. */
  when: string;
}

/**
 * A callable function, apart from its deployment: who may call it, what goes in and out. `docs/api.md` is made from these.
 * The runner checks the role before the handler can read anything, parses the input, and parses the output, so that what is
 * answered is bounded: every array in an output schema has a maximum. Output schemas transform nothing, so that a console can share
 * their types.
 */
export interface Callable<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  name: string;
  /** One sentence for its callers. */
  summary: string;
  /** The least role that may call it. */
  role: Role;
  /**
   * Whether the account is looked at on each call, so that one that was demoted, disabled or signed out everywhere is refused at once; other
   * calls believe the token for the hour that it is valid.
   */
  checksSession?: boolean;
  input: Input;
  output: Output;
  errors: readonly DocumentedError[];
  /**
   * Called with the parsed input, whose `orgId` is the tenant that the caller may act on. A method, so that callables of
   * different schemas can be in one list.
   */
  handle(call: Call, input: z.output<Input>): Promise<z.output<Output>>;
}

/** Declares a callable; keeps the types of its schemas. */
export function defineCallable<Input extends z.ZodObject, Output extends z.ZodObject>(
  callable: Callable<Input, Output>,
): Callable<Input, Output> {
  return callable;
}
