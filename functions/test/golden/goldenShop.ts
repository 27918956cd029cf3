import type { CollectionReference, DocumentReference } from 'firebase-admin/firestore';
import { World } from '../../../tools/pos/world';
import type { Delivery } from '../../src/sync/run/message';
import { runStage } from '../../src/sync/run/runner';
import { recomputeSegmentOf } from '../../src/segments/recomputeSegment';
import { stages } from '../../src/sync/stages';
import { STAGE_NAMES } from '../../src/documents/stageNames';
import { TOPICS } from '../../src/sync/run/topics';
import type { Context } from '../../src/platform/ports/context';
import { DEFAULT_SETTINGS } from '../../src/platform/settings';
import { limitsWith } from '../support/limits';
import { PipelineHarness } from '../support/pipeline';
import { type Documents, fromJson, type GoldenRelease, row, toJson } from './goldenRelease';

/** One shop, `org1`, whose stages hand over after each page. */
export class GoldenShop {
  private constructor(
    readonly harness: PipelineHarness,
    readonly context: Context,
  ) {}

  static async open({ pos, pageSize }: Pick<GoldenRelease, 'pos' | 'pageSize'>): Promise<GoldenShop> {
    const world = new World();
    for (const name of ['customers', 'orders', 'inventory'] as const)
      for (const row of pos[name]) world[name].add(row);
    const harness = await PipelineHarness.start([{ world }]);
    harness.settings = {
      ...DEFAULT_SETTINGS,
      timeBudgetMilliseconds: 0,
      limits: limitsWith({ pos: { pageSize } }),
    };
    return new GoldenShop(harness, harness.context);
  }

  /** Puts a message on its way. */
  send({ topic, messageId, message }: { topic: string; messageId: string; message: object }): void {
    const data = Buffer.from(JSON.stringify(message)).toString('base64');
    this.harness.queue.push({ topic, messageId, publishedAt: this.context.clock.now(), data });
  }

  /** Delivers everything on its way, and what follows from it. @param before Called before each delivery. */
  async settle(before: (delivery: Delivery) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const { queue } = this.harness;
    for (let delivery = queue.shift(); delivery; delivery = queue.shift()) {
      await before(delivery);
      const { topic } = delivery;
      const stage = STAGE_NAMES.find((name) => TOPICS[name] === topic);
      if (stage === undefined) await this.harness.deliver(delivery);
      else await runStage(this.context, stages[stage], delivery);
    }
  }

  /** From now on a stage takes one delivery. */
  stopInterrupting(): void {
    const { timeBudgetMilliseconds } = DEFAULT_SETTINGS;
    this.harness.settings = { ...this.harness.settings, timeBudgetMilliseconds };
  }

  /** Delivers the trigger's event of every spending document, as if none had been delivered. */
  async deliverTriggers(): Promise<void> {
    for (const spendingKey of Object.keys(await this.harness.documents('customer_spending')))
      await recomputeSegmentOf(this.context, { orgId: 'org1', spendingKey });
  }

  /** All documents of the shop by path, as JSON. */
  async documents(): Promise<Documents> {
    const { firestore } = this.harness.server;
    const found: Documents = {};
    const keep = async (document: DocumentReference): Promise<void> => {
      const data = (await document.get()).data();
      if (data !== undefined) found[document.path] = row.parse(toJson(data));
      for (const collection of await document.listCollections()) await keepAll(collection);
    };
    const keepAll = async (collection: CollectionReference): Promise<void> => {
      // `publicViews/products` is a path without a document.
      if (collection.id === 'publicViews') return keep(collection.doc('products'));
      for (const { ref } of (await collection.get()).docs) await keep(ref);
    };
    await keep(firestore.doc('tenants/org1'));
    return found;
  }

  /** Writes documents as they were, a minute ago; the POS is where it is now. */
  async restore(documents: Documents): Promise<void> {
    const { firestore } = this.harness.server;
    const batch = firestore.batch();
    for (const [path, data] of Object.entries(documents))
      batch.set(firestore.doc(path), row.parse(fromJson(data)));
    batch.update(firestore.doc('tenants/org1'), { 'pos.baseUrl': this.harness.pos.baseUrl });
    await batch.commit();
    this.harness.clock.advance(60_000);
  }

  /** When each of the given documents was last changed, in milliseconds since the epoch; those that don't exist are left out. */
  async changedAt(paths: readonly string[]): Promise<Map<string, number>> {
    const { firestore } = this.harness.server;
    const snapshots = await firestore.getAll(
      ...['tenants/org1', ...paths].map((path) => firestore.doc(path)),
    );
    return new Map(
      snapshots.flatMap(({ ref, updateTime }) => (updateTime ? [[ref.path, updateTime.toMillis()]] : [])),
    );
  }
}
