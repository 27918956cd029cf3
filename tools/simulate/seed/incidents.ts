import { STAFF_FIELDS, STAFF_MARK } from '../invariants/data/staff';
import type { Simulation } from './simulation';
import { calendarDay } from '../world/calendar';
import { clearMenu } from '../world/changes';
import { HISTORY_DAYS } from '../world/rows';
import { HOLLOW_FIELDS, type Shop } from '../world/shop';

/** What people and the surroundings do to a shop while its syncs run. */
export type Incident = (simulation: Simulation, shop: Shop) => void;

const MINUTE = 60_000;

export const pause: Incident = (simulation, shop) => {
  if (shop.removed) return;
  simulation.trace.add(`an operator pauses ${shop.orgId}`);
  simulation.operators.writeTenant(shop, 'paused');
  setTimeout(
    () => {
      if (!shop.removed) simulation.operators.writeTenant(shop, 'active');
    },
    simulation.random.integer(1, 40 * 60) * 1_000,
  );
};

export const remove: Incident = (simulation, shop) => {
  simulation.trace.add(`an operator removes ${shop.orgId}`);
  shop.removed = true;
  simulation.operators.removeTenant(shop);
};

/** The POS has new credentials; the secrets follow a little later, as they do when people rotate them. */
export const rotate: Incident = (simulation, { orgId }) => {
  const version = simulation.moments.next() + 1;
  simulation.trace.add(`the credentials of ${orgId} are rotated`);
  const location = simulation.operators.secrets.get(`${orgId}_LOCATION_ID`) ?? '';
  simulation.network.tenants.rotate(location, simulation.operators.credentials(orgId, version));
  simulation.operators.announceRotation(orgId, version, simulation.random.pick([0, 5_000, 8 * MINUTE]));
};

export const outage: Incident = (simulation, { orgId }) => {
  simulation.trace.add(`the POS of ${orgId} goes down`);
  const end = simulation.now().getTime() + simulation.random.integer(1, 40) * MINUTE;
  simulation.network.downUntil.set(orgId, end);
};

/** The menu is emptied, or nearly: what the brake can't tell from a fault of the POS. */
export const clearance: Incident = (simulation, shop) => {
  simulation.trace.add(`${shop.orgId} sells off its menu`);
  clearMenu(simulation.random, shop);
};

/** For a while the POS leaves a field out of all rows. */
export const hollowAnswers: Incident = ({ random, trace, moments, now }, shop) => {
  const hollow = random.pick([...HOLLOW_FIELDS]);
  const until = now().getTime() + random.integer(5, 40) * MINUTE;
  trace.add(`the POS of ${shop.orgId} sends no ${hollow.wire}`);
  shop.leaveOut({ ...hollow, since: moments.next(), until });
};

export const strayMessage: Incident = ({ random, pubsub, now }, shop) => {
  const { orgId, settings, history } = shop;
  const day = (daysAgo: number) => calendarDay(now(), settings.timeZone, daysAgo);
  const posCustomerId = random.pickFrom(history.ids('customers')) ?? '1';
  const manual: Record<string, unknown> = random.pick([
    {},
    {},
    { mode: 'full' },
    { dryRun: true },
    { dryRun: true },
    { dryRun: true },
    { forceMenu: true },
    { forceCustomers: true },
    { forceFields: true },
    {
      scope: { kind: 'window', from: day(random.pick([1, 60, HISTORY_DAYS])), to: day(random.pick([0, 1])) },
    },
    { scope: { kind: 'customer', posCustomerId } },
    { runId: 'some-older-run', step: 2 },
    { runId: 'some-older-run', step: 1, cursor: { page: 'first' } },
  ]);
  const topic = 'step' in manual ? random.pick(['pos-sync-orders', 'pos-sync-status']) : 'pos-sync-tenant';
  pubsub.publish(topic, JSON.stringify({ orgId, ...manual }));
};

/** Staff enter something in the fields that are theirs. */
export const staffEdit: Incident = ({ random, store, trace }, { orgId }) => {
  const collection = random.pickFrom(Object.keys(STAFF_FIELDS)) ?? '';
  const documents = store.collection(`tenants/${orgId}/${collection}`);
  const id = random.pickFrom([...documents.keys()]);
  const document = id === undefined ? undefined : documents.get(id);
  if (id === undefined || document === undefined) return;
  const name = random.pickFrom(STAFF_FIELDS[collection] ?? []) ?? '';
  if (name === 'imageUrl' && document[name] !== null) return;
  trace.add(`staff edit ${name} of ${orgId}/${collection}/${id}`);
  store.write(`tenants/${orgId}/${collection}/${id}`, {
    ...document,
    [name]: `${STAFF_MARK}-${random.integer(1, 99)}`,
  });
};

type Rules = Readonly<Record<string, number>>;

/** Thresholds that move many customers of a simulated shop. */
const OTHER_RULES: readonly [Rules, ...Rules[]] = [
  { returningOrders: 1, loyalOrders: 3 },
  { atRiskOverDays: 10, loyalUnderDays: 20, churnedOverDays: 30 },
  { vipDollars: 100, vipOrders: 5 },
] as const;

/** An operator sets other thresholds for the segments, or the seed's again. */
export const changeRules: Incident = ({ random, operators, trace }, shop) => {
  const rules = shop.segmentRules === null ? random.pick(OTHER_RULES) : null;
  trace.add(`${shop.orgId} gets segment rules ${JSON.stringify(rules)}`);
  operators.changeSegmentRules(shop, rules);
};

/** An operator replays or discards a dead letter, whatever it is. */
export function settleDeadLetter({ random, store, subject, host }: Simulation): void {
  const open = [...store.collection('dead_letters')].filter(([, { state }]) => state === 'open');
  const [id] = random.pickFrom(open) ?? [];
  if (id === undefined) return;
  const { replayDeadLetter, discardDeadLetter } = subject.replay;
  const settle = random.pick([replayDeadLetter, replayDeadLetter, discardDeadLetter]);
  host.invoke(
    'operator',
    { label: `${settle.name} ${id.slice(0, 6)}`, orgId: null },
    (context) => settle(context, id),
    () => undefined,
  );
}

export function poison({ random, pubsub, shops, subject }: Simulation): void {
  const orgId = random.pickFrom([...shops.keys()]) ?? 'org1';
  const topic = random.pickFrom(subject.wiring.topics);
  if (topic === undefined) return;
  pubsub.publish(
    topic,
    random.pick([
      'not JSON',
      '{"orgId":"../escape"}',
      '[]',
      '{"orgId":"nobody"}',
      JSON.stringify({ orgId, step: -1 }),
    ]),
  );
}
