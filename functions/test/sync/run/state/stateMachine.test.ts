import type { DocumentData } from 'firebase-admin/firestore';
import type { StageMessage } from '../../../../src/sync/run/message';
import { emptyProgress } from '../../../../src/documents/runProgress';
import type { ActiveRun } from '../../../../src/sync/run/state/activeRun';
import { SupersededError } from '../../../../src/sync/run/state/lease';
import type { StageName } from '../../../../src/documents/stageNames';
import { PermanentError, TransientError } from '../../../../src/platform/ports/errors';
import { startTestFirestore, type TestFirestore } from '../../../support/firestore';
import { openTenant } from './tenant';

/** The table of functions/src/sync/run/state/README.md: every lease, with every record of the run, meets every delivery. */

let server: TestFirestore;
beforeAll(async () => {
  server = await startTestFirestore();
});
afterAll(async () => server.stop());

const MINUTE = 60_000;

/** What `sync_status/pos` says of the lease: whose it is (`own` is the delivery's run), with its run unless it is other work. */
const LEASES = {
  'no status': null,
  free: { lease: null, run: null },
  'held by another run': held('other', { step: 1, attempt: 1 }),
  'of another run, expired': held('other', { step: 1, attempt: 1 }, -1),
  'held by other work': { ...held('erasure', { step: 0, attempt: 1 }), run: null },
  'of other work, expired': { ...held('erasure', { step: 0, attempt: 1 }, -1), run: null },
  'own, at the step before': held('own', { step: 1, attempt: 2, previousAttempt: 1 }),
  'own, at the step before, expired': held('own', { step: 1, attempt: 2, previousAttempt: 1 }, -1),
  'own, at this step': held('own', { step: 2, attempt: 3, previousAttempt: 2 }),
  'own, at this step, expired': held('own', { step: 2, attempt: 3, previousAttempt: 2 }, -1),
  'own, at a later step': held('own', { step: 3, attempt: 1, previousAttempt: 3 }),
  'own, at its first step': held('own', { step: 0, attempt: 1 }),
} satisfies Record<string, object | null>;
type LeaseName = keyof typeof LEASES;

/** What `sync_runs` has of the delivery's run. */
const RECORDS = { none: null, 'at work': { state: 'running' }, ended: { state: 'failed' } };

/** Messages of the run. Step 2 is `spending`; attempt 2 at step 1 has handed over to it. */
const DELIVERIES = {
  first: { step: 0, stage: 'customers' },
  'first, of a later stage': { step: 0, stage: 'orders' },
  next: { step: 2, stage: 'spending', previousAttempt: 2 },
  'next, of an overtaken attempt': { step: 2, stage: 'spending', previousAttempt: 1 },
  'next, of a release that told no attempts': { step: 2, stage: 'spending' },
  last: { step: 2, stage: 'status', previousAttempt: 2 },
} satisfies Record<string, Pick<StageMessage, 'step' | 'previousAttempt'> & { stage: StageName }>;
type DeliveryName = keyof typeof DELIVERIES;

/** Either why it is ignored, or what lease it then has. */
type Expected = string | { step: number; attempt: number };

const STARTS = { step: 0, attempt: 1 };
const GOES_ON = { step: 2, attempt: 1 };
const TAKES_OVER = { step: 2, attempt: 4 };
const LATER_STEPS = {
  next: 'superseded',
  'next, of an overtaken attempt': 'superseded',
  'next, of a release that told no attempts': 'superseded',
  last: 'superseded',
};
const STARTS_ONLY = { first: STARTS, ...LATER_STEPS };
const NOTHING = { first: 'lease_held', ...LATER_STEPS };
const AFTER_STEP_BEFORE = {
  first: 'step_past',
  next: GOES_ON,
  'next, of an overtaken attempt': 'superseded',
  'next, of a release that told no attempts': GOES_ON,
  // The lease stays at the step before: what follows is the end of the run.
  last: { step: 1, attempt: 2 },
};
const AT_THIS_STEP = {
  first: 'step_past',
  next: TAKES_OVER,
  'next, of an overtaken attempt': 'superseded',
  'next, of a release that told no attempts': TAKES_OVER,
  last: { step: 2, attempt: 3 },
};

const EXPECTED: Record<LeaseName, Partial<Record<DeliveryName, Expected>>> = {
  'no status': STARTS_ONLY,
  free: STARTS_ONLY,
  'held by another run': NOTHING,
  'of another run, expired': STARTS_ONLY,
  'held by other work': NOTHING,
  'of other work, expired': STARTS_ONLY,
  'own, at the step before': AFTER_STEP_BEFORE,
  'own, at the step before, expired': AFTER_STEP_BEFORE,
  'own, at this step': AT_THIS_STEP,
  'own, at this step, expired': AT_THIS_STEP,
  'own, at a later step': {
    first: 'step_past',
    next: 'step_past',
    'next, of an overtaken attempt': 'step_past',
    'next, of a release that told no attempts': 'step_past',
    last: 'step_past',
  },
  // No message of step 2 is there before step 1 has begun.
  'own, at its first step': { first: { step: 0, attempt: 2 } },
};

interface State {
  lease: LeaseName;
  record: keyof typeof RECORDS;
  delivery: DeliveryName;
}

const STATES: (State & { expected: Expected })[] = keys(LEASES).flatMap((lease) =>
  keys(RECORDS).flatMap((record) =>
    keys(DELIVERIES).flatMap((delivery) => {
      const expected = expectedOf({ lease, record, delivery });
      return expected === undefined ? [] : { lease, record, delivery, expected };
    }),
  ),
);

/** A run that `sync_runs` has never starts again; all else is as the table says. */
function expectedOf({ lease, record, delivery }: State): Expected | undefined {
  if (delivery === 'first, of a later stage') return 'not_the_first_stage';
  const expected = EXPECTED[lease][delivery];
  return expected === STARTS && record !== 'none' ? 'run_finished' : expected;
}

describe.each(STATES)('a lease: $lease; record of the run: $record; delivery: $delivery', (state) => {
  const { expected } = state;

  it(`→ ${typeof expected === 'string' ? expected : `works as ${JSON.stringify(expected)}`}`, async () => {
    const tenant = await setUp(state);
    const before = await tenant.status();
    const { step, stage, ...more } = DELIVERIES[state.delivery];
    const beginning = await tenant.begin('own', step, stage, more);
    const after = await tenant.status();

    if (typeof expected === 'string') {
      expect(beginning).toEqual({ ignored: expected });
      expect(after).toEqual(before);
      return;
    }
    expect(beginning).toMatchObject({ run: { runId: 'own', step, stage, fence: expected } });
    expect(after).toMatchObject({ state: 'running', lease: { runId: 'own', ...expected } });
    const replaced = state.lease === 'of another run, expired';
    expect((await tenant.run('other'))?.['error']).toEqual(
      replaced ? expect.objectContaining({ code: 'lease_expired' }) : undefined,
    );
  });
});

/** What may have become of the lease of attempt 1 at step 2 of `own`, and whether it may still write. */
const LATER: Record<string, { lease: DocumentData | null; writes: boolean }> = {
  'still has': { lease: lease('own', { step: 2, attempt: 1 }), writes: true },
  'still has, though it has expired,': { lease: lease('own', { step: 2, attempt: 1 }, -1), writes: true },
  'lost to another attempt': { lease: lease('own', { step: 2, attempt: 2 }), writes: false },
  'lost to the next step': { lease: lease('own', { step: 3, attempt: 1 }), writes: false },
  'lost to another run': { lease: lease('other', { step: 2, attempt: 1 }), writes: false },
  'gave back': { lease: null, writes: false },
};

describe.each(Object.entries(LATER))('a delivery of a lease that it %s', (_name, { lease, writes }) => {
  const actions: Record<string, (tenant: Tenant, run: ActiveRun) => Promise<void>> = {
    commit: (tenant, run) => tenant.commit(run),
    'note that it is repeated': (tenant, run) => tenant.noteRetry(run, new TransientError('x', 'y')),
    'end its run as failed': (tenant, run) => tenant.fail(run, emptyProgress(), new PermanentError('x', 'y')),
    'end its run as a success': (tenant, run) =>
      tenant.succeed({ ...run, options: { ...run.options, dryRun: true } }, emptyProgress()),
  };

  it.each(keys(actions))(`${writes ? 'can' : "can't"} %s`, async (name) => {
    const tenant = openTenant(server);
    await tenant.document('sync_status/pos').set(held('own', { step: 1, attempt: 1 }));
    const run = await tenant.begun('own', 2, 'spending', { previousAttempt: 1 });
    await tenant.document('sync_status/pos').update({ lease });
    const before = await tenant.status();
    const action = actions[name]?.(tenant, run);
    if (writes) return expect(action).resolves.toBeUndefined();
    await expect(action).rejects.toThrow(SupersededError);
    expect(await tenant.status()).toEqual(before);
    expect(await tenant.run('own')).toBeUndefined();
  });
});

type Tenant = ReturnType<typeof openTenant>;

async function setUp({ lease, record }: State): Promise<Tenant> {
  const tenant = openTenant(server);
  const status = LEASES[lease];
  if (status !== null) await tenant.document('sync_status/pos').set(status);
  const recorded = RECORDS[record];
  if (recorded !== null) await tenant.document('sync_runs/own').set(recorded);
  return tenant;
}

/** A lease that expires in so many minutes of the test's clock. */
function lease(
  runId: string,
  place: { step: number; attempt: number; previousAttempt?: number },
  minutes = 10,
): DocumentData {
  const now = new Date('2026-11-20T15:00:00Z').getTime();
  return { runId, ...place, expiresAt: new Date(now + minutes * MINUTE) };
}

/** A status whose lease a run has. */
function held(...[runId, place, minutes]: Parameters<typeof lease>): DocumentData {
  const startedAt = new Date('2026-11-20T14:00:00Z');
  const options = {
    trigger: 'manual',
    mode: 'incremental',
    dryRun: false,
    forceMenu: false,
    forceCustomers: false,
    scope: null,
  };
  return {
    state: 'running',
    lease: lease(runId, place, minutes),
    run: { ...options, stateBefore: 'idle', startedAt, stage: 'orders', progress: emptyProgress() },
  };
}

function keys<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record).filter((name): name is Name => Object.hasOwn(record, name));
}
