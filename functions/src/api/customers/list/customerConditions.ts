import { parseCustomerSearch, type CustomerSearch } from '../../../rules/customers/customerSearch';
import type { CustomerConditions } from '../../../rules/customers/customerQuery';
import type { Segment } from '../../../rules/customers/segment';
import { isoDate } from '../../call/fields/isoDate';
import { textField } from '../../call/fields/textField';
import { RequestError } from '../../call/errors/requestError';
import { segmentField, tagField } from '../fields';

/** Which customers a list or an export has, in input. */
export const customerConditions = {
  segment: segmentField.optional(),
  tag: tagField.optional(),
  search: textField(200)
    .optional()
    .describe(
      'The beginning of an email address (with its `@`), three or more digits of a phone number, or the beginnings of words of a name.',
    ),
  lastOrderFrom: isoDate.optional().describe('Customers whose last order is at or after this time.'),
  lastOrderTo: isoDate.optional().describe('Customers whose last order is at or before this time.'),
};

/** What {@link readConditions} can throw. */
export const BAD_SEARCH = { code: 'bad_search', when: 'The search has no letters or digits.' };

/** @throws RequestError `bad_search`. */
export function readConditions(input: {
  segment?: Segment | undefined;
  tag?: string | undefined;
  search?: string | undefined;
  lastOrderFrom?: string | undefined;
  lastOrderTo?: string | undefined;
}): CustomerConditions {
  const { segment, tag, search, lastOrderFrom, lastOrderTo } = input;
  return {
    ...{ segment, tag },
    search: readSearch(search),
    lastOrderFrom: toDate(lastOrderFrom),
    lastOrderTo: toDate(lastOrderTo),
  };
}

function toDate(iso: string | undefined): Date | undefined {
  return iso === undefined ? undefined : new Date(iso);
}

/** Empty text, as a search box sends it, is no search. */
function readSearch(text: string | undefined): CustomerSearch | undefined {
  if (text === undefined || text === '') return undefined;
  const search = parseCustomerSearch(text);
  if (search !== undefined) return search;
  throw new RequestError(
    'invalid-argument',
    'bad_search',
    "This search can't match anything. Use letters or digits, such as the beginning of a name.",
  );
}
