import type { Mutant } from './mutant';

/** Bugs in changes of segments, and in the thresholds of tenants. */
export const segmentMutants: readonly Mutant[] = [
  {
    name: 'change document outside the transaction',
    description: "writes the document of a segment's change before the customer, in a commit of its own",
    patches: [
      {
        file: 'segments/recomputeSegment.ts',
        find: 'transaction.set(segmentChangeReference(database, change), change);',
        replace: 'await segmentChangeReference(database, change).set(change);',
      },
    ],
  },
  {
    name: 'change under a new id',
    description: 'add() instead of an id that follows from the customer and the time of the change',
    patches: [
      {
        file: 'documents/segmentChange.ts',
        find: 'return database.document(`${paths.segmentChanges(orgId)}/${customerId}_${at.toISOString()}`);',
        replace: 'return database.collection(paths.segmentChanges(orgId)).doc();',
      },
    ],
  },
  {
    name: 'rules cached by the instance',
    description: 'goes on with the thresholds that an instance has read first',
    patches: [
      {
        file: 'segments/recomputeSegment.ts',
        find: 'const rules = segmentRulesOf(orgId, tenant);',
        replace:
          'const rules = known.get(orgId) ?? segmentRulesOf(orgId, tenant);\n    known.set(orgId, rules);',
      },
      {
        file: 'segments/recomputeSegment.ts',
        find: '/**\n * Reads a customer, its spending',
        replace:
          'const known = new Map<string, ReturnType<typeof segmentRulesOf>>();\n/**\n * Reads a customer, its spending',
      },
    ],
  },
  {
    name: 'rules applied by and by',
    description: 'leaves customers where they are until their next order when the thresholds change',
    patches: [
      {
        file: 'sync/stages/spending.ts',
        find: '(scope !== null || areRulesApplied(context))',
        replace: 'true',
      },
    ],
  },
  {
    name: 'rules that came and went',
    description:
      'takes thresholds that are as they were at the last success for the ones that everybody follows',
    patches: [
      {
        file: 'sync/stages/spending.ts',
        find: '(appliedTenant === null || appliedTenant === tenant.version)',
        replace: 'true',
      },
    ],
  },
  {
    name: 'change told of new customers',
    description: 'writes a change for every look at a customer, whether the segment changes or not',
    patches: [
      {
        file: 'segments/segmentChange.ts',
        find: 'if (stored.segment === fields.segment || isFirst',
        replace: 'if (isFirst',
      },
    ],
  },
  {
    name: 'change forgotten when time passes',
    description: 'tells only of changes that an order causes',
    patches: [
      {
        file: 'segments/recomputeSegment.ts',
        find: 'if (change === null) return true;',
        replace: "if (change === null || occasion === 'check') return true;",
      },
    ],
  },
];
