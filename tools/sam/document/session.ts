import type { Firestore } from 'firebase-admin/firestore';
import type { World } from '../../pos/world';

/** What the session can do besides running commands. */
export interface Stage {
  firestore: Firestore;
  /** The world of the tenant `corner-shop` at its point of sale. */
  world: World;
  /** Runs a command and records it. Returns what it printed. */
  readonly sam: (line: string) => Promise<string>;
  /** Records what an operator would tell. */
  readonly tell: (text: string) => void;
}

/** The id of a dead letter, as a table of them shows it. */
const LETTER = /\b[0-9a-f]{32}\b/;

/** An operator's day with the demo's tenants: the session in docs/cli.md. */
export async function playSession({ firestore, world, sam, tell }: Stage): Promise<void> {
  const shop = 'corner-shop';
  tell(
    'Three tenants that have not been synced, and a new one. A mistyped command names the one that may be meant.',
  );
  await sam('tenants add north-side --name North --time-zone America/Denver');
  await sam('tenants list');
  await sam('stauts');
  await sam(`tenants check ${shop}`);
  await sam(`sync ${shop}`);
  await sam('sync oddities');
  await sam('sync riverside --dry-run');
  await sam('status');

  tell("What the points of sale sent that can't be read, and why a customer is in their segment.");
  await sam('quarantine oddities --stream orders');
  await sam(`explain ${shop} 3`);
  await sam('duplicates oddities');

  tell('Someone edits documents by hand, and a price changes at the point of sale.');
  const tenant = firestore.doc(`tenants/${shop}`);
  await tenant.collection('customers').doc('alleaves_5').delete();
  await tenant.collection('customers').doc('alleaves_6').update({ loyaltyPoints: 1_000_000 });
  await tenant.collection('publicViews').doc('products').collection('items').doc('tea').set({ name: 'Tea' });
  const item = Number(world.inventory.rows[0]?.['id_item']);
  world.inventory.update(item, { price_retail: 99, price_retail_adult_use: 99 });
  await sam(`reconcile ${shop}`);
  await sam(`sync ${shop} --full`);
  await sam(`reconcile ${shop}`);

  tell(
    'The point of sale answers with a fifth of the menu. The brake stops the run, and an operator confirms that the answer is right.',
  );
  for (const row of world.inventory.rows.filter((_, position) => position % 5 > 0))
    world.inventory.remove(Number(row['id_item']));
  await sam(`sync ${shop}`);
  await sam(`status ${shop}`);
  const id = LETTER.exec(await sam('dead-letters list'))?.[0] ?? '';
  await sam(`sync ${shop} --force-menu`);
  await sam(`sync ${shop} --force-menu --yes`);
  await sam(`dead-letters discard ${id} --yes`);

  tell('A privacy request, and what all of this was billed.');
  await sam(`erase ${shop} 3`);
  await sam(`erase ${shop} 3 --yes`);
  await sam(`cost ${shop}`);
  await sam(`tenants pause ${shop} --json`);
}
