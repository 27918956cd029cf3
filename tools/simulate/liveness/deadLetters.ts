import { field, millis } from '../invariants/invariant';
import type { Simulation } from '../seed/simulation';
import type { Data } from '../runtime/firestore/store';
import { Violation } from '../runtime/violation';
import { canonical } from '../world/canonical';

/** Every message that failed for good is kept as a dead letter; a tenant's pause is no failure. @throws Violation */
export function assertFailuresKept({ watch, store, pubsub, events }: Simulation): void {
  const kept = [...store.collection('dead_letters').values()].map(
    ({ topic, messageId }) => `${String(topic)}#${String(messageId)}`,
  );
  for (const { invocation, code } of watch.failures) {
    const { acknowledged, label } = invocation;
    if (!acknowledged || code === 'tenant_paused' || kept.includes(label)) continue;
    throw new Violation('no failed message is lost', `${label} (${code}) is in no dead letter`);
  }
  const lost = [...pubsub.dropped, ...events.dropped].find((label) => !kept.includes(label));
  if (lost !== undefined)
    throw new Violation('no failed message is lost', `${lost} failed and is not sent again`);
  if (new Set(kept).size < kept.length)
    throw new Violation('no failed message is kept twice', kept.join(' '));
}

/**
 * What can't be fixed is discarded, everything else replayed; afterwards nothing is open, and nothing new has failed.
 * @throws Violation
 */
export async function replayDeadLetters(simulation: Simulation): Promise<void> {
  const { store, host, subject, shops } = simulation;
  for (const [id, letter] of store.collection('dead_letters')) {
    if (letter['state'] !== 'open') continue;
    const { replayDeadLetter, discardDeadLetter } = subject.replay;
    const shop = shops.get(String(letter['orgId']));
    const isBad = field(letter, 'error', 'code') === 'bad_message';
    const replayedAt = simulation.now();
    const settle = shop === undefined || shop.removed || isBad ? discardDeadLetter : replayDeadLetter;
    host.invoke(
      'operator',
      { label: `${settle.name} ${id.slice(0, 6)}`, orgId: null },
      (context) => settle(context, id),
      () => undefined,
    );
    await simulation.settle();
    if (shop !== undefined && settle === replayDeadLetter)
      assertReplayed(simulation, shop.orgId, letter, replayedAt);
  }
  const open = [...store.collection('dead_letters').values()].find(({ state }) => state === 'open');
  if (open) throw new Violation('replaying empties the dead letters', JSON.stringify(open['error']));
}

/** The replayed message has run as if it had just arrived, with what it asks for. */
function assertReplayed({ store }: Simulation, orgId: string, letter: Data, replayedAt: Date): void {
  const status = store.documents.get(`tenants/${orgId}/sync_status/pos`);
  // A run that finds no recent changes leaves no record, only the time at which it began.
  const lastRecentSyncAt = millis(status?.['lastRecentSyncAt']);
  const isRecent = field(letter, 'message', 'scope', 'kind') === 'recent';
  if (isRecent && lastRecentSyncAt !== null && lastRecentSyncAt >= replayedAt.getTime()) return;
  const runId = field(status, 'lastRunId');
  const run = store.documents.get(`tenants/${orgId}/sync_runs/${String(runId)}`);
  const names = ['mode', 'dryRun', 'scope'];
  const asked = names.map((name) => canonical(field(letter, 'message', name)));
  const done = names.map((name) => canonical(run?.[name]));
  if (run?.['trigger'] === 'replay' && run['state'] === 'succeeded' && asked.join() === done.join()) return;
  throw new Violation(
    'a replayed message runs',
    `${orgId}: asked for ${asked.join()}, and the last run is ${canonical(run ?? null)}`,
  );
}
