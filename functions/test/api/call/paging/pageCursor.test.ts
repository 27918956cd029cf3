import fc from 'fast-check';
import { z } from 'zod';
import { PageCursors } from '../../../../src/api/call/paging/pageCursor';
import { decodeObject } from '../../../support/json';

const position = z.object({ value: z.union([z.string(), z.number(), z.null()]), id: z.string() });
const cursors = (input: Record<string, unknown>, call = 'list') => new PageCursors(call, input, position);

const input = { orgId: 'org1', segment: 'vip', limit: 10, cursor: undefined };

describe('PageCursors', () => {
  it('reads what it wrote, for any position and page size', () => {
    const positions = fc.record({
      value: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant(null),
      ),
      id: fc.string(),
    });
    fc.assert(
      fc.property(positions, (given) => {
        const cursor = cursors(input).write(given) ?? '';
        expect(cursor).toMatch(/^[\w-]+$/);
        // -0 is 0 in JSON, and sorts alike.
        const expected = { ...given, value: given.value === 0 ? 0 : given.value };
        expect(cursors({ ...input, limit: 3, cursor }).read(cursor)).toEqual(expected);
      }),
    );
  });

  it('has none before the first page and after the last', () => {
    expect(cursors(input).read(undefined)).toBeNull();
    expect(cursors(input).write(null)).toBeNull();
  });

  it('refuses a cursor of another query, tenant or call, and what is no cursor', () => {
    const cursor = cursors(input).write({ value: 1, id: 'a' }) ?? '';
    const strangers = [
      cursors({ ...input, segment: 'loyal' }),
      cursors({ ...input, orgId: 'org2' }),
      cursors({ ...input, tag: 'a' }),
      cursors(input, 'export'),
    ];
    for (const stranger of strangers)
      expect(() => stranger.read(cursor)).toThrow(expect.objectContaining({ code: 'bad_cursor' }));
    const parsed = decodeObject(cursor);
    const forged = Buffer.from(JSON.stringify({ ...parsed, position: { value: {}, id: 7 } })).toString(
      'base64url',
    );
    for (const text of ['', 'none', 'bnVsbA', forged, cursor.slice(0, -5)])
      expect(() => cursors(input).read(text)).toThrow(
        expect.objectContaining({ status: 'invalid-argument' }),
      );
  });
});
