import { z } from 'zod';
import { buildRoster } from '../../../../../tools/pos/worlds/builders';
import { getCustomer } from '../../../../src/api/customers/getCustomer';
import { customerDocument } from '../../../../src/documents/customer';
import { initialCustomerState } from '../../../../src/documents/customerContent';
import { CALLABLES_NOW, CallableHarness, manager, staff } from '../../../support/callables';

let harness: CallableHarness;
beforeAll(async () => {
  harness = await CallableHarness.start([
    buildRoster({ seed: 3, customers: 12, items: 3, shareWithEmail: 0.5, now: CALLABLES_NOW }),
  ]);
  await harness.sync();
});
afterAll(() => harness.stop());

const stored = async (customerId: string) => harness.document(`tenants/org1/customers/${customerId}`);

/** Enters a customer by hand; its id. */
async function enter(
  profile: Record<string, unknown>,
  others: Record<string, unknown> = {},
): Promise<string> {
  const { result } = await harness.call('upsertCustomer', { profile, ...others });
  if (typeof result?.['customerId'] !== 'string') throw new Error('No customer was entered');
  return result['customerId'];
}

const names = z.array(z.string());
const refusedWith = (status: string, code: string) => ({ error: { status, details: { code } } });

describe('upsertCustomer', () => {
  it('enters a customer with all the fields of the data model, new and without orders', async () => {
    const answer = await harness.call('upsertCustomer', {
      profile: {
        email: ' Ann@Example.com ',
        phone: '+1 555 010 2000',
        firstName: ' Ann ',
        lastName: 'Lee',
        birthDate: '1990-02-28',
        customerSince: '2024-05-01T10:00:00Z',
      },
      tags: { add: ['Wholesale', 'Wholesale'] },
      notes: 'Asks for edibles.\nPays in cash.',
    });
    expect(answer).toEqual({
      status: 200,
      result: { customerId: expect.stringMatching(/^\w{20}$/), created: true, changed: true },
    });
    const document = await stored(String(answer.result?.['customerId']));
    expect(document).toMatchObject({
      orgId: 'org1',
      source: 'manual',
      posCustomerId: null,
      email: 'ann@example.com',
      phone: '+1 555 010 2000',
      firstName: 'Ann',
      lastName: 'Lee',
      displayName: 'Ann Lee',
      birthDate: '1990-02-28',
      loyaltyPoints: null,
      segment: 'new',
      segmentReason: 'no orders yet',
      tags: ['Wholesale'],
      notes: 'Asks for edibles.\nPays in cash.',
    });
    // The same fields as a customer of the POS has.
    expect(Object.keys(document ?? {}).sort()).toEqual(
      [
        ...customerDocument.synced,
        ...Object.keys(initialCustomerState(CALLABLES_NOW)),
        ...['updatedAt', 'changeShard'],
      ].sort(),
    );
  });

  it('changes the fields that are given, empties those that are null, and leaves the others', async () => {
    const customerId = await enter({
      firstName: 'Bo',
      lastName: 'Fox',
      phone: '555-0100-22',
      email: 'bo@example.com',
    });
    const before = await stored(customerId);
    const answer = await harness.call('upsertCustomer', {
      customerId,
      profile: { firstName: 'Bob', phone: null, loyaltyPoints: 12 },
    });
    expect(answer.result).toEqual({ customerId, created: false, changed: true });
    expect(await stored(customerId)).toEqual({
      ...before,
      ...{ firstName: 'Bob', displayName: 'Bob Fox', phone: null, loyaltyPoints: 12 },
      updatedAt: expect.anything(),
    });
  });

  it('writes nothing where all is so already', async () => {
    const customerId = await enter({ displayName: 'Corner Café' }, { notes: 'x', tags: { add: ['a'] } });
    const writes = harness.stats().writes;
    expect(
      (
        await harness.call('upsertCustomer', {
          customerId,
          profile: { displayName: ' Corner Café ' },
          tags: { add: ['a'], remove: ['b'] },
          notes: 'x ',
        })
      ).result,
    ).toEqual({ customerId, created: false, changed: false });
    expect(harness.stats().writes).toBe(writes);
  });

  it('enters a customer once where the call comes again with its request id, also at the same time', async () => {
    const call = { requestId: 'tab-1-click-7', profile: { firstName: 'Twice' } };
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => harness.call('upsertCustomer', call)),
    );
    expect(new Set(answers.map(({ result }) => result?.['customerId'])).size).toBe(1);
    expect(answers.filter(({ result }) => result?.['created'] === true)).toHaveLength(1);
    const customerId = answers[0]?.result?.['customerId'];
    const late = await harness.call('upsertCustomer', { ...call, profile: { firstName: 'Late' } });
    expect(late.result).toEqual({ customerId, created: false, changed: false });
    expect(await stored(String(customerId))).toMatchObject({ firstName: 'Twice' });
    const other = await harness.call('upsertCustomer', { ...call, requestId: 'tab-1-click-8' });
    expect(other.result).toMatchObject({ created: true });
  });

  it('keeps a customer apart from one of the POS with the same address', async () => {
    const customers = harness.firestore.collection('tenants/org1/customers');
    const { docs } = await customers.where('email', '>', '').get();
    const known = docs.find(({ id }) => id.startsWith('alleaves_'));
    const email: unknown = known?.get('email');
    const customerId = await enter({ email });
    expect(customerId).not.toBe(known?.id);
    expect(await stored(customerId)).toMatchObject({ source: 'manual', email });
    expect(await stored(known?.id ?? '')).toEqual(known?.data());
  });

  it('changes of a customer of the POS only what is the staff’s', async () => {
    const before = await stored('alleaves_2');
    const refused = await harness.call('upsertCustomer', {
      customerId: 'alleaves_2',
      profile: { firstName: 'Other' },
      notes: 'not written',
    });
    expect(refused).toMatchObject({ status: 400, ...refusedWith('FAILED_PRECONDITION', 'pos_customer') });
    expect(await stored('alleaves_2')).toEqual(before);
    const allowed = await harness.call('upsertCustomer', {
      customerId: 'alleaves_2',
      notes: 'written',
      tags: { add: ['a'] },
    });
    expect(allowed.result).toMatchObject({ changed: true });
    expect(await stored('alleaves_2')).toEqual({ ...before, notes: 'written', tags: ['a'] });
  });

  it.each([
    ['bad_email', { email: 'no-email@alleaves.local' }],
    ['bad_email', { email: 'ann@localhost' }],
    ['bad_phone', { phone: 'ask Ann' }],
    ['bad_phone', { phone: '12345' }],
    ['bad_birth_date', { firstName: 'Ann', birthDate: '2026-11-22' }],
    ['nothing_known', { birthDate: '1990-01-01' }],
    ['nothing_known', { displayName: ' ', email: null }],
    ['bad_input', { firstName: 'Ann', birthDate: '1990-02-30' }],
    ['bad_input', { firstName: 'A'.repeat(201) }],
    ['bad_input', { firstName: 'Ann\ud800' }],
    ['bad_input', { posCustomerId: '7' }],
    ['bad_input', { loyaltyPoints: '12' }],
  ])('refuses with %s a malformed profile (%#), and never repeats it', async (code, profile) => {
    const answer = await harness.call('upsertCustomer', { profile });
    expect(answer).toMatchObject({ status: 400, ...refusedWith('INVALID_ARGUMENT', code) });
    for (const value of Object.values(profile).filter(
      (given) => typeof given === 'string' && given.trim() !== '',
    ))
      expect(answer.error?.message).not.toContain(value);
  });

  it('refuses to leave a customer of whom nothing is known', async () => {
    const customerId = await enter({ firstName: 'Only' });
    expect(await harness.call('upsertCustomer', { customerId, profile: { firstName: null } })).toMatchObject(
      refusedWith('INVALID_ARGUMENT', 'nothing_known'),
    );
  });

  it('refuses a change to what somebody else has changed since it was read', async () => {
    const customerId = await enter({ firstName: 'Versioned' });
    const read = async () => (await harness.result(getCustomer, { customerId })).customer.updatedAt;
    const expectedUpdatedAt = await read();
    const edit = (firstName: string) => ({ customerId, expectedUpdatedAt, profile: { firstName } });
    expect((await harness.call('upsertCustomer', edit('First'))).result).toMatchObject({ changed: true });
    expect(await harness.call('upsertCustomer', edit('Second'))).toMatchObject({
      status: 409,
      ...refusedWith('ABORTED', 'customer_changed'),
    });
    // The same call once more has taken effect already.
    expect((await harness.call('upsertCustomer', edit('First'))).result).toMatchObject({ changed: false });
    expect(await read()).not.toBe(expectedUpdatedAt);
    expect(await stored(customerId)).toMatchObject({ firstName: 'First' });
  });

  it('loses none of what 20 write at once through different calls', async () => {
    const customerId = await enter({ firstName: 'Before' });
    const profile = {
      ...{ firstName: 'Ann', lastName: 'Lee', displayName: 'Annie', email: 'annie@example.com' },
      ...{ phone: '555-010-4711', birthDate: '1990-02-28', loyaltyPoints: 7 },
    };
    const tags = Array.from({ length: 12 }, (_, position) => `tag ${position}`);
    const answers = await Promise.all([
      ...Object.entries(profile).map(async ([field, value]) =>
        harness.call('upsertCustomer', { customerId, profile: { [field]: value } }),
      ),
      ...tags.map(async (tag) => harness.call('setCustomerTags', { customerId, add: [tag] }, staff('org1'))),
      harness.call('setCustomerNotes', { customerId, notes: 'noted' }, staff('org1')),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const document = await stored(customerId);
    expect(document).toMatchObject({ ...profile, notes: 'noted' });
    expect(names.parse(document?.['tags']).sort()).toEqual(tags.sort());
  });

  it('says so where there is no such customer, and takes no staff', async () => {
    expect(await harness.call('upsertCustomer', { customerId: 'nobody', notes: 'x' })).toMatchObject({
      status: 404,
      ...refusedWith('NOT_FOUND', 'unknown_customer'),
    });
    expect(
      await harness.call('upsertCustomer', { profile: { firstName: 'Ann' } }, staff('org1')),
    ).toMatchObject({
      status: 403,
    });
  });
});

describe('deleteCustomer', () => {
  it('deletes a customer that was entered by hand, and no other', async () => {
    const customerId = await enter({ firstName: 'Gone' });
    expect(await harness.call('deleteCustomer', { customerId }, staff('org1'))).toMatchObject({
      status: 403,
    });
    expect((await harness.call('deleteCustomer', { customerId }, manager('org1'))).result).toEqual({
      deleted: true,
    });
    expect(await stored(customerId)).toBeUndefined();
    expect(await harness.call('deleteCustomer', { customerId })).toMatchObject(
      refusedWith('NOT_FOUND', 'unknown_customer'),
    );
    expect(await harness.call('deleteCustomer', { customerId: 'alleaves_3' })).toMatchObject({
      status: 400,
      ...refusedWith('FAILED_PRECONDITION', 'pos_customer'),
    });
    expect(await stored('alleaves_3')).toBeDefined();
  });
});

describe('setCustomerTags', () => {
  it('adds and removes, keeps the order, and answers all tags', async () => {
    const set = async (edits: Record<string, unknown>) =>
      (await harness.call('setCustomerTags', { customerId: 'alleaves_4', ...edits }, staff('org1'))).result;
    expect(await set({ add: ['b', ' a '] })).toEqual({ tags: ['b', 'a'], changed: true });
    expect(await set({ add: ['c', 'b'], remove: ['a', 'never'] })).toEqual({
      tags: ['b', 'c'],
      changed: true,
    });
    expect(await set({ add: ['c'], remove: ['a'] })).toEqual({ tags: ['b', 'c'], changed: false });
  });

  it('loses none of what 20 write at once', async () => {
    const customerId = 'alleaves_5';
    await harness.call('setCustomerTags', { customerId, add: ['old', 'older'] });
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, position) =>
        harness.call(
          'setCustomerTags',
          { customerId, add: [`tag ${position}`], remove: [position % 2 === 0 ? 'old' : 'older'] },
          staff('org1'),
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const tags = names.parse((await stored(customerId))?.['tags']);
    expect(tags.sort()).toEqual(Array.from({ length: 20 }, (_, position) => `tag ${position}`).sort());
  });

  it('takes 50 tags at most, and says so', async () => {
    const names = (count: number, prefix: string) =>
      Array.from({ length: count }, (_, tag) => `${prefix}${tag}`);
    const set = async (edits: Record<string, unknown>) =>
      harness.call('setCustomerTags', { customerId: 'alleaves_6', ...edits });
    expect((await set({ add: names(50, 'a') })).status).toBe(200);
    expect(await set({ add: ['one more'] })).toMatchObject(
      refusedWith('FAILED_PRECONDITION', 'too_many_tags'),
    );
    expect((await set({ add: ['one more'], remove: ['a0'] })).status).toBe(200);
    expect(await set({ add: names(51, 'b') })).toMatchObject(refusedWith('INVALID_ARGUMENT', 'bad_input'));
    expect(await set({ add: ['x'.repeat(51)] })).toMatchObject(refusedWith('INVALID_ARGUMENT', 'bad_input'));
    expect(await set({ add: [' '] })).toMatchObject(refusedWith('INVALID_ARGUMENT', 'bad_input'));
  });

  it('lets tags beyond the limit, written by hand, be removed', async () => {
    const tags = Array.from({ length: 60 }, (_, tag) => `t${tag}`);
    await harness.firestore.doc('tenants/org1/customers/alleaves_7').update({ tags });
    const { result } = await harness.call('setCustomerTags', { customerId: 'alleaves_7', remove: ['t0'] });
    expect(result).toEqual({ tags: tags.slice(1), changed: true });
  });

  it.each(['a/b', '..', '__x__', '', 'é'.repeat(751)])(
    'refuses what can be no id (%#)',
    async (customerId) => {
      expect(await harness.call('setCustomerTags', { customerId, add: ['a'] })).toMatchObject(
        refusedWith('INVALID_ARGUMENT', 'bad_input'),
      );
    },
  );
});

describe('setCustomerNotes', () => {
  const set = async (edit: Record<string, unknown>) =>
    harness.call('setCustomerNotes', { customerId: 'alleaves_8', ...edit }, staff('org1'));

  it('replaces and empties the notes, and leaves the date of the profile alone', async () => {
    const before = await stored('alleaves_8');
    expect((await set({ notes: 'a' })).result).toEqual({ changed: true });
    expect((await set({ notes: 'a' })).result).toEqual({ changed: false });
    expect(await stored('alleaves_8')).toEqual({ ...before, notes: 'a' });
    expect((await set({ notes: '' })).result).toEqual({ changed: true });
    expect(await stored('alleaves_8')).toEqual({ ...before, notes: null });
  });

  it('of 20 who write at once what they expect to be still so, lets one, and tells the others', async () => {
    await set({ notes: 'as read' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, writer) =>
        set({ notes: `by ${writer}`, expectedNotes: 'as read' }),
      ),
    );
    const written = answers.flatMap(({ status }, writer) => (status === 200 ? [`by ${writer}`] : []));
    expect(written).toHaveLength(1);
    expect(await stored('alleaves_8')).toMatchObject({ notes: written[0] });
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(answer).toMatchObject({ status: 409, ...refusedWith('ABORTED', 'notes_changed') });
  });

  it('is no conflict with itself when a call is repeated', async () => {
    await set({ notes: 'first' });
    const call = { notes: 'second', expectedNotes: 'first' };
    expect((await set(call)).result).toEqual({ changed: true });
    expect((await set(call)).result).toEqual({ changed: false });
    expect((await set({ notes: null, expectedNotes: null })).status).toBe(409);
  });

  it('refuses notes that are too long', async () => {
    expect((await set({ notes: 'x'.repeat(5000) })).status).toBe(200);
    expect(await set({ notes: 'x'.repeat(5001) })).toMatchObject(
      refusedWith('INVALID_ARGUMENT', 'bad_input'),
    );
  });
});

describe('staff and a sync at the same time', () => {
  const customer = (posCustomerId: number) => `tenants/org1/customers/alleaves_${posCustomerId}`;
  const holdCommit = (posCustomerId: number) =>
    harness.suite.firestore.holdCommit((path) => path === customer(posCustomerId), 'before');
  const edit = async (posCustomerId: number) => [
    await harness.call('setCustomerTags', { customerId: `alleaves_${posCustomerId}`, add: ['by staff'] }),
    await harness.call('setCustomerNotes', { customerId: `alleaves_${posCustomerId}`, notes: 'by staff' }),
  ];
  const rename = (posCustomerId: number) =>
    harness.worlds['org1']?.customers.update(posCustomerId, {
      name_first: 'By the POS',
      loyalty_points: 4711,
    });
  const both = { firstName: 'By the POS', loyaltyPoints: 4711, tags: ['by staff'], notes: 'by staff' };

  it('both have their way where staff edit a customer that a sync is about to commit', async () => {
    rename(10);
    const hold = holdCommit(10);
    const synced = harness.sync();
    await hold.reached;
    expect(await edit(10)).toMatchObject([{ status: 200 }, { status: 200 }]);
    hold.release();
    await synced;
    expect(await harness.document(customer(10))).toMatchObject(both);
  });

  it('both have their way where a sync changes a customer that staff have read and not yet written', async () => {
    rename(11);
    const staffHold = holdCommit(11);
    const edited = edit(11);
    await staffHold.reached;
    const syncHold = holdCommit(11);
    const synced = harness.sync();
    await syncHold.reached;
    syncHold.release();
    staffHold.release();
    await synced;
    expect(await edited).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(await harness.document(customer(11))).toMatchObject(both);
  });
});

describe('edits by staff', () => {
  it('give the next sync nothing to write, in every mode', async () => {
    await harness.call('setCustomerTags', { customerId: 'alleaves_9', add: ['kept'] });
    await harness.call('setCustomerNotes', { customerId: 'alleaves_9', notes: 'kept' });
    await harness.sync();
    const customers = async () =>
      (await harness.firestore.collection('tenants/org1/customers').get()).docs.map((one) => [
        one.id,
        one.updateTime.toMillis(),
      ]);
    const before = await customers();
    for (const mode of ['incremental', 'full']) {
      await harness.context.publisher.publish('pos-sync-tenant', { orgId: 'org1', mode });
      await harness.suite.idle();
      expect(await harness.document('tenants/org1/sync_status/pos')).toMatchObject({ state: 'succeeded' });
      expect(await customers()).toEqual(before);
    }
  });

  it('are refused for a customer that was erased', async () => {
    const customerId = await enter({ firstName: 'Erased' });
    await harness.firestore.doc(`tenants/org1/customers/${customerId}`).update({ erasedAt: CALLABLES_NOW });
    for (const [name, change] of [
      ['setCustomerTags', { add: ['a'] }],
      ['setCustomerNotes', { notes: 'a' }],
      ['upsertCustomer', { profile: { firstName: 'Back' } }],
    ] as const)
      expect(await harness.call(name, { customerId, ...change })).toMatchObject(
        refusedWith('FAILED_PRECONDITION', 'erased_customer'),
      );
    expect(await stored(customerId)).toMatchObject({ firstName: 'Erased', tags: [], notes: null });
  });

  it('leave no name, address or note in the log', async () => {
    await enter({ firstName: 'Xanthippe', email: 'xanthippe@example.com' }, { notes: 'secret-note' });
    const log = JSON.stringify(harness.lines);
    expect(log).toContain('upsertCustomer');
    expect(log).not.toMatch(/xanthippe|secret-note/i);
  });
});
