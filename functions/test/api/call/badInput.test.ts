import { z } from 'zod';
import { badInput } from '../../../src/api/call/errors/badInput';

const schema = z.strictObject({
  segment: z.enum(['vip', 'loyal']),
  limit: z.int().min(1).max(100),
  name: z.string().min(2).max(50).optional(),
  tags: z.array(z.string()).max(2).optional(),
  at: z.iso.date().optional(),
  id: z.string().regex(/^a+$/).optional(),
});

function messageOf(input: unknown): string {
  return badInput('The input of a call', schema.safeParse(input).error?.issues ?? []).message;
}

describe('badInput', () => {
  const good = { segment: 'vip', limit: 1 };

  it.each([
    [{ ...good, segment: 'gold' }, 'segment must be one of vip, loyal'],
    [{ segment: 'vip' }, 'limit must be'],
    [{ ...good, limit: 0 }, 'limit must be at least 1'],
    [{ ...good, limit: 101 }, 'limit must be at most 100'],
    [{ ...good, name: 'x' }, 'name must have at least 2 characters'],
    [{ ...good, tags: ['a', 'b', 'c'] }, 'tags must have at most 2 entries'],
    [{ ...good, at: 'yesterday' }, 'at must be a valid date'],
    [{ ...good, id: 'b' }, 'id has characters or a form that are not allowed'],
    [{ ...good, segmnt: 'vip', Limit: 3 }, 'data has unknown fields segmnt, Limit'],
    [null, 'data must be an object'],
  ])('says of %j what it has to be', (input, expected) => {
    expect(messageOf(input)).toContain(expected);
  });

  it('repeats no data that was sent as the name of a field', () => {
    const message = messageOf({ ...good, 'jane.doe@example.com': 1, 'Zaphod Beeblebrox': 2, typo: 3 });
    expect(message).toContain('unknown fields typo, 2 more');
    expect(message).not.toMatch(/jane|Zaphod/);
  });
});
