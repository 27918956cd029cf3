import type { FirestoreName } from '../../emulators/firestoreChoice';
import { isData, netChanges } from '../observations/changeRecorder';
import type { Checklist } from '../checks/checklist';
import type { DemoTenant } from '../demoTenant';
import { ODDITIES, ODDITIES_QUARANTINED } from '../oracle/oddities';
import { expectationOfRoster } from '../oracle/roster';
import { changePos } from './posChanges';
import type { Progress } from '../../terminal/progress';
import { Sequence, storedOf, type TickResult } from '../sequence';
import type { Stored } from '../observations/stored';
import { checkNothingWritten, checkStored } from '../checks/syncChecks';
import { DEMO_NOW, LARGE, type RosterSize, threeTenants } from './threeTenants';

type Tenants = ReturnType<typeof threeTenants>;

/** The demo without a file: a first sync of three tenants, one with nothing to do, and one after changes at a point of sale. */
export async function startThreeTenants(
  progress: Progress,
  size: RosterSize = LARGE,
  firestore: FirestoreName = 'embedded',
) {
  const tenants = threeTenants(size);
  const sequence = await Sequence.start({
    tenants: Object.values(tenants),
    now: DEMO_NOW,
    firestore,
    progress,
  });
  return { sequence, run: () => runThreeTenants(sequence, tenants, progress) };
}

async function runThreeTenants(sequence: Sequence, tenants: Tenants, progress: Progress): Promise<void> {
  const { checklist } = sequence;
  const { large, small, odd } = tenants;

  const first = await sequence.tick('first sync');
  checkInStoreCustomers(checklist, large, storedOf(first.stored, large.orgId));
  for (const tenant of [large, small]) checkRoster(checklist, first, tenant);
  const oddities = storedOf(first.stored, odd.orgId);
  checkStored(checklist, first.figures.name, first.tick, odd.orgId, oddities, ODDITIES);
  checkQuarantine(checklist, oddities);

  checkNothingWritten(checklist, (await sequence.tick('second sync, nothing changed')).figures);

  const { descriptions, expected } = changePos(large, sequence.now());
  for (const description of descriptions) progress.line(description);
  const third = await sequence.tick('third sync, after changes');
  const { name } = third.figures;
  checklist.sameEntries(
    `${name}: exactly the documents that follow from the changes`,
    netChanges(third.tick.changes.filter(isData)),
    expected,
  );
  checklist.equal(`${name}: one write for each of them`, third.figures.dataWrites, expected.size);
  for (const tenant of [large, small]) checkRoster(checklist, third, tenant);
}

function checkRoster(checklist: Checklist, { figures, tick, stored }: TickResult, tenant: DemoTenant): void {
  const { orgId, world, timeZone } = tenant;
  const own = storedOf(stored, orgId);
  checkStored(checklist, figures.name, tick, orgId, own, expectationOfRoster(world, timeZone, tick.at));
  checklist.equal(`${figures.name}, ${orgId}: no row in quarantine`, own.quarantined, []);
}

/** Incident 1: matched by address alone, customers of the till have no orders, and all of them are new. */
function checkInStoreCustomers(
  checklist: Checklist,
  { orgId, world }: DemoTenant,
  { customers }: Stored,
): void {
  const inStore = world.customers.rows.filter(({ email }) => email === null);
  const share = inStore.length / world.customers.rows.length;
  const percent = `${(share * 100).toFixed(1)} % of ${world.customers.rows.length.toLocaleString('en-US')}`;
  checklist.holds(`${orgId}: nearly all customers have no address`, share > 0.9, percent);
  const segments = inStore.map((row) => customers.get(String(row['id_customer']))?.segment);
  const notNew = segments.filter((segment) => segment !== undefined && segment !== 'new').length;
  const counted = `${notNew.toLocaleString('en-US')} of ${inStore.length.toLocaleString('en-US')} have another segment`;
  checklist.holds(
    `${orgId}: customers without an address are not all new`,
    notNew > inStore.length / 3,
    counted,
  );
}

function checkQuarantine(checklist: Checklist, { quarantined }: Stored): void {
  const found = quarantined.map((id) => id.replace(/_~.*$/, '_~')).sort();
  checklist.equal(
    'oddities: exactly the rows documented as bad are in quarantine',
    found,
    [...ODDITIES_QUARANTINED].sort(),
  );
}
