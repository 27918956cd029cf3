import type { z } from 'zod';
import type { CallableName, Callables } from '../../../functions/src/api/registry';

/** A callable. Only types are imported: nothing of the functions gets into the bundle. */
export type CallName = CallableName;

/** What a callable takes. */
export type CallInput<Name extends CallName> = z.input<Callables[Name]['input']>;

/** What a callable answers. */
export type CallOutput<Name extends CallName> = z.output<Callables[Name]['output']>;
