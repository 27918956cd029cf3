import type { Data } from '../../runtime/firestore/store';
import { field, type Invariant, ITEMS, type LocatedWrite, posIdIn, type Scene } from '../invariant';

/** The collections that the status counts, by field. */
const COUNTED = { customerCount: 'customers', orderCount: 'orders', menuProductsCount: ITEMS } as const;

/** When a run ends well, the status says how many records there are. */
export function statusCounts({ store }: Scene): Invariant {
  const fault = ({ path, orgId, after }: LocatedWrite, run: Data): string | undefined => {
    for (const [name, collection] of Object.entries(COUNTED)) {
      // A run that covers a part only leaves out the menu.
      if (collection === ITEMS && run['scope'] != null) continue;
      const documents = store.collection(`tenants/${String(orgId)}/${collection}`);
      const stored = [...documents].filter(
        ([id, document]) => posIdIn(id) !== undefined && (document['goneSince'] ?? null) === null,
      ).length;
      if (field(after, name) !== stored)
        return `${path} says ${name} ${String(field(after, name))}, and there are ${stored}`;
    }
    return undefined;
  };

  return {
    name: 'the status counts what is stored',
    onCommit({ writes }) {
      const run = writes.find(({ collection }) => collection === 'sync_runs')?.after;
      const status = writes.find(({ collection }) => collection === 'sync_status');
      if (run?.['state'] !== 'succeeded' || run['dryRun'] === true || status === undefined) return undefined;
      return fault(status, run);
    },
  };
}
