import { privateModule } from './privateModule';
import { compareUtf8 } from './utf8Order';

let replaced = false;

/** Has the in-memory Firestore order text by UTF-8 bytes, and read a document's name once for all comparisons of a query. */
export function orderAsFirestore(): void {
  if (replaced) return;
  replaced = true;
  const module = privateModule('mock-gapic-client/utils/compare-values.js', 'compareValues', 'getComparable');
  const { compareValues, getComparable } = module;

  // Text inside arrays and maps keeps the order of UTF-16.
  module.compareValues = (a, b) =>
    typeof a === 'string' && typeof b === 'string' ? compareUtf8(a, b) : compareValues(a, b);

  // Each read validates the whole path, and sorting a collection reads it for every comparison: a tenth of the time of all tests.
  const names = new WeakMap<object, unknown>();
  module.getComparable = (context, document, field) => {
    if (field !== '__name__' || typeof document !== 'object' || document === null)
      return getComparable(context, document, field);
    const name = names.get(document) ?? getComparable(context, document, field);
    names.set(document, name);
    return name;
  };
}
