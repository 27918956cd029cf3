import { Firestore } from 'firebase-admin/firestore';
import { refusedCommit } from '../../src/packedIndex/refusedCommit';
import type { Change } from '../../src/packedIndex/change';

/** Never asked. */
const firestore = new Firestore({ projectId: 'demo-refused' });
const refusal = (code: number) => Object.assign(new Error('jane@example.com is too large'), { code });
const change = (path: string, data: Record<string, unknown>): Change<null> => ({
  record: {
    entry: null,
    write: { kind: 'replace', reference: firestore.doc(path), data },
    bytes: 0,
  },
});

describe('a commit that Firestore refuses', () => {
  it('names the row whose document no Firestore takes, and what is wrong with it', () => {
    const changes = new Map([
      ['1', change('tenants/o/orders/alleaves_1', { name: 'fine' })],
      ['2', change('tenants/o/orders/alleaves_2', { name: 'x'.repeat(2_000_000) })],
    ]);
    const error = refusedCommit(refusal(3), changes);
    expect(error).toMatchObject({ kind: 'permanent', code: 'commit_refused' });
    expect(String(error)).toContain('orders/alleaves_2 is larger than');
    expect(String(error)).not.toContain('jane');
  });

  it('names the largest where all look fine, and no address', () => {
    const changes = new Map([
      ['1', change('tenants/o/customer_spending/jane@example.com', { a: 'long text' })],
      ['2', change('tenants/o/customer_spending/cid_2', { a: 1 })],
    ]);
    const message = String(refusedCommit(refusal(3), changes));
    expect(message).toMatch(
      /The largest of its 2 documents is a document of customer_spending, with \d+ bytes/,
    );
    expect(message).not.toContain('jane');
    expect(String(refusedCommit(refusal(3), new Map()))).toContain('It held no document except the index');
  });

  it.each([4, 10, 14])('for another reason (%d) stays as it is', (code) => {
    const error = refusal(code);
    expect(refusedCommit(error, new Map())).toBe(error);
  });
});
