import type { Data } from '../../runtime/firestore/store';
import { canonical } from '../../world/canonical';
import { ITEMS, type Invariant } from '../invariant';

/** The fields that staff own (data-model.md, design §7), by collection; an item's image only if the POS has none. */
export const STAFF_FIELDS: Readonly<Record<string, readonly string[]>> = {
  customers: ['tags', 'notes', 'consent'],
  [ITEMS]: ['tags', 'notes', 'sortOrder', 'featured', 'imageUrl'],
};

/** What staff have entered survives every sync. */
export function staff(): Invariant {
  return {
    name: 'staff fields survive',
    onCommit({ writes }) {
      for (const { path, collection, before, after } of writes) {
        if (before === undefined || after === undefined) continue;
        for (const name of STAFF_FIELDS[collection] ?? []) {
          if (!isOfStaff(before[name]) || (name === 'imageUrl' && hasImages(after))) continue;
          if (canonical(before[name]) !== canonical(after[name])) return `${path}.${name} is lost`;
        }
      }
      return undefined;
    },
  };
}

/** Marks what staff have entered in a simulated shop. */
export const STAFF_MARK = 'by-staff';

function hasImages({ imageUrls }: Data): boolean {
  return Array.isArray(imageUrls) && imageUrls.length > 0;
}

function isOfStaff(value: unknown): boolean {
  return canonical(value).includes(STAFF_MARK);
}
