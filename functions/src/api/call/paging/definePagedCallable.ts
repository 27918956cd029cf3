import { z } from 'zod';
import { type Call, type Callable, defineCallable, type DocumentedError } from '../callable';
import { BAD_CURSOR, cursorField, nextCursorField, PageCursors } from './pageCursor';
import type { PageRequest } from './queryPage';

/** A page of what a paged callable lists: its output without the cursor, and where the next page begins (null after the last). */
type Page<Listed extends z.ZodRawShape, Position> = z.output<z.ZodObject<Listed>> & {
  next: Position | null;
};

interface PagedCallable<Fields extends z.ZodRawShape, Listed extends z.ZodRawShape, Position> extends Pick<
  Callable,
  'name' | 'summary' | 'role' | 'checksSession'
> {
  /** Fields of the input, besides `limit` and `cursor`. */
  input: Fields;
  /** How many things a page has at most, and when the caller doesn't say. `what` describes them, if it isn't plain. */
  limit: { largest: number; usual: number; what?: string };
  /** Where a page begins, as cursors hold it: callers can make cursors up, so it is parsed. */
  position: z.ZodType<Position>;
  /** Fields of the output, besides `nextCursor`. */
  output: Listed;
  /** Besides `bad_cursor`. */
  errors?: readonly DocumentedError[];
  readPage(
    call: Call,
    input: z.output<z.ZodObject<Fields>>,
    page: PageRequest<Position>,
  ): Promise<Page<Listed, Position>>;
}

interface PageInput {
  limit: z.ZodDefault<z.ZodInt>;
  cursor: typeof cursorField;
}

/** Declares a callable that answers a list in pages: adds `limit`, the cursors and their errors to its contract. */
export function definePagedCallable<Fields extends z.ZodRawShape, Listed extends z.ZodRawShape, Position>(
  paged: PagedCallable<Fields, Listed, Position>,
): Callable<
  z.ZodObject<Fields & PageInput, z.core.$strict>,
  z.ZodObject<Listed & { nextCursor: typeof nextCursorField }>
>;
export function definePagedCallable(paged: PagedCallable<z.ZodRawShape, z.ZodRawShape, unknown>): Callable {
  const { name, summary, role, checksSession = false, limit } = paged;
  const limitField = z.int().min(1).max(limit.largest).default(limit.usual);
  return defineCallable({
    ...{ name, summary, role, checksSession },
    input: z.strictObject({
      ...paged.input,
      limit: limit.what === undefined ? limitField : limitField.describe(limit.what),
      cursor: cursorField,
    }),
    output: z.object({ ...paged.output, nextCursor: nextCursorField }),
    errors: [BAD_CURSOR, ...(paged.errors ?? [])],
    async handle(call, input) {
      const cursors = new PageCursors(name, input, paged.position);
      const page = { after: cursors.read(input.cursor), limit: input.limit };
      const { next, ...listed } = await paged.readPage(call, input, page);
      return { ...listed, nextCursor: cursors.write(next) };
    },
  });
}
