import { z } from 'zod';
import { fingerprint } from '../../../rules/identity/fingerprint';
import { RequestError } from '../errors/requestError';

/** Far more than any cursor has: it holds at most one displayed name. */
const MAX_LENGTH = 65_536;

/** Where a list goes on, in input: what an earlier answer to the same query gave as `nextCursor`. */
export const cursorField = z
  .string()
  .max(MAX_LENGTH)
  .optional()
  .describe(
    'The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page.',
  );

/** The same in output. */
export const nextCursorField = z
  .string()
  .max(MAX_LENGTH)
  .nullable()
  .describe('Where the next page begins. null after the last page.');

/** Cursors of one query: opaque to callers, and of no use to any other query. */
export class PageCursors<Position> {
  private readonly query: string;

  /**
   * @param call The callable's name.
   * @param input Its input; `limit` and `cursor` are no part of the query.
   */
  constructor(
    call: string,
    input: Readonly<Record<string, unknown>>,
    private readonly position: z.ZodType<Position>,
  ) {
    const conditions = Object.entries(input).filter(
      ([name, value]) => name !== 'limit' && name !== 'cursor' && value !== undefined,
    );
    this.query = fingerprint({ call, ...Object.fromEntries(conditions) });
  }

  /** The cursor for a position; null for none. */
  write(position: Position | null): string | null {
    if (position === null) return null;
    return Buffer.from(JSON.stringify({ query: this.query, position })).toString('base64url');
  }

  /**
   * The position of a cursor; null for none.
   * @throws RequestError `bad_cursor` for what is no cursor, or one of another query.
   */
  read(cursor: string | undefined): Position | null {
    if (cursor === undefined) return null;
    const parsed = z
      .object({ query: z.literal(this.query), position: this.position })
      .safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
    if (parsed.success) return parsed.data.position;
    throw new RequestError(
      'invalid-argument',
      'bad_cursor',
      "This cursor doesn't belong to this query. Pass the `nextCursor` of an answer to the same input, or leave it out to start over.",
    );
  }
}

/** What calls with a cursor can answer. */
export const BAD_CURSOR = {
  code: 'bad_cursor',
  when: 'The cursor is malformed, or belongs to another query.',
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
