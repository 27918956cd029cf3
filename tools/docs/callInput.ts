import { z } from 'zod';
import type { Callable } from '../../functions/src/api/call/callable';
import type { Schema } from './fields';

/** What callers may send: a shop's own staff may leave out `orgId`, which the runner fills in. */
export function callInput({ input }: Pick<Callable, 'input'>): Schema {
  const schema: Schema = z.toJSONSchema(input, { io: 'input' });
  const required = (schema.required ?? []).filter((name) => name !== 'orgId');
  const { required: _required, ...rest } = schema;
  return required.length === 0 ? rest : { ...rest, required };
}
