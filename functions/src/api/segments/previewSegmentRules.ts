import { z } from 'zod';
import { SEGMENTS } from '../../rules/customers/segment';
import { alleavesDocumentId } from '../../rules/identity/documentId';
import { customerDocument, customerReference, parseCustomer } from '../../documents/customer';
import { pick } from '../../documents/definition/pick';
import { segmentRulesField, withDefaults } from '../../documents/segmentRules';
import { readTenant } from '../../documents/tenant';
import { PackedIndex } from '../../packedIndex/packedIndex';
import { isWhole } from '../../packedIndex/rebuildMark';
import { StoredShards } from '../../packedIndex/shard/shardStore';
import {
  customersStream,
  type IndexEntry,
  ordersStream,
  type StreamDefinition,
} from '../../packedIndex/streams';
import { PermanentError } from '../../platform/ports/errors';
import { totalsByCustomer } from '../../sync/records/customerTotals';
import { defineCallable, orgIdField } from '../call/callable';
import { TENANT_ERRORS } from '../call/errors/commonErrors';
import { answered, toAnswer } from '../call/fields/answered';
import { segmentField } from '../customers/fields';
import { NAME_FIELDS } from './readLeaving';
import { segmentMoves } from './segmentMoves';

/** Customers named for each move. */
const NAMED = 10;

const count = z.int().min(0);
const NAMED_FIELDS = [...NAME_FIELDS, 'totalSpent', 'orderCount', 'lastOrderDate'] as const;

/** One read for the tenant, those of the shards of customers and orders, and one for each customer named: 300 at most. */
export const previewSegmentRules = defineCallable({
  name: 'previewSegmentRules',
  summary: 'Returns who would move between segments under other thresholds. Saves nothing.',
  role: 'manager',
  input: z.strictObject({
    orgId: orgIdField,
    rules: segmentRulesField
      .meta({ examples: [{ loyalOrders: 4, churnedOverDays: 120 }] })
      .describe(
        "As they would be saved in the tenant's `segmentRules`. Thresholds left out get their defaults.",
      ),
  }),
  output: z.object({
    customerCount: count,
    movedCount: count,
    segments: z
      .array(z.object({ segment: segmentField, before: count, after: count }))
      .length(SEGMENTS.length)
      .describe('Customers of the POS by the current rules, and by these.'),
    moves: z
      .array(
        z.object({
          from: segmentField,
          to: segmentField,
          customerCount: count,
          first: z
            .array(
              z.object({
                customerId: z.string(),
                ...answered(pick(customerDocument.tolerant.shape, NAMED_FIELDS)),
              }),
            )
            .max(NAMED)
            .describe('Those who have spent the most.'),
        }),
      )
      .max(SEGMENTS.length * (SEGMENTS.length - 1))
      .describe('The largest first.'),
  }),
  errors: [
    ...TENANT_ERRORS,
    { code: 'index_missing', when: 'The tenant has not been synced yet, or its index is being rebuilt.' },
  ],
  async handle({ context, database }, { orgId, rules }) {
    const { segmentRules: before } = await readTenant(database, orgId);
    const { limits } = context.settings;
    const indexOf = <Entry extends IndexEntry>(stream: StreamDefinition<Entry>) =>
      new PackedIndex(stream, new StoredShards(database, orgId, stream.name), limits.shard);
    const customers = indexOf(customersStream);
    await customers.loadAll();
    if (!(await isWhole(customers))) throw indexMissing();
    const totals = await totalsByCustomer({ totals: {} }, indexOf(ordersStream));
    // Who is no longer in the POS is in no segment.
    const ids = [...customers.entries()].flatMap(([id, { goneSince }]) => (goneSince === null ? [id] : []));
    const now = context.clock.now();
    const after = withDefaults(rules);
    const found = segmentMoves(ids, totals, { before, after }, { now, named: NAMED });

    const references = found.moves.flatMap(({ first }) =>
      first.map((id) => customerReference(database, orgId, alleavesDocumentId(id))),
    );
    const snapshots = await database.getAll(references);
    const named = new Map(
      snapshots
        .filter(({ exists }) => exists)
        .map((snapshot) => [
          snapshot.id,
          toAnswer(pick(parseCustomer(snapshot), ['customerId', ...NAMED_FIELDS])),
        ]),
    );
    return {
      customerCount: ids.length,
      movedCount: found.moves.reduce((sum, { customerCount }) => sum + customerCount, 0),
      segments: SEGMENTS.map((segment) => ({
        segment,
        before: found.before[segment],
        after: found.after[segment],
      })),
      moves: found.moves.map(({ first, ...move }) => ({
        ...move,
        first: first.flatMap((id) => named.get(alleavesDocumentId(id)) ?? []),
      })),
    };
  },
});

function indexMissing(): PermanentError {
  return new PermanentError(
    'index_missing',
    "The tenant hasn't been synced yet, or its index is being rebuilt. Try again after the next sync.",
  );
}
