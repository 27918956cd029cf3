import { z } from 'zod';
import { parseDocument } from '../../../platform/firestore/parseDocument';
import { deadLetterDocument } from '../../../documents/deadLetter';
import { paths } from '../../../documents/paths';
import { orgIdField } from '../../call/callable';
import { DOCUMENT_MALFORMED } from '../../call/errors/commonErrors';
import { answered, toAnswer } from '../../call/fields/answered';
import { definePagedCallable } from '../../call/paging/definePagedCallable';
import { queryPage } from '../../call/paging/queryPage';
import { newestFirst } from '../../call/paging/sorting';

const MAX_PAGE = 50;

/** A dead letter without its message. */
const storedLetter = deadLetterDocument.strict.omit({ messageId: true, message: true, expireAt: true });
const stateField = storedLetter.shape.state;

const lastFailedFirst = newestFirst('lastFailedAt');

/** One read a letter, and one more if there is a further page. */
export const listDeadLetters = definePagedCallable({
  name: 'listDeadLetters',
  summary: 'Lists messages that failed permanently, most recent first.',
  role: 'operator',
  input: {
    orgId: orgIdField
      .optional()
      .describe("Only this tenant's. If left out, all, including those that belong to no tenant."),
    state: stateField.default('open'),
  },
  limit: { largest: MAX_PAGE, usual: 20 },
  position: lastFailedFirst.position,
  output: { letters: z.array(z.object({ ...answered(storedLetter.shape), id: z.string() })).max(MAX_PAGE) },
  errors: [DOCUMENT_MALFORMED],
  async readPage({ database }, { orgId, state }, page) {
    const inState = database.collection(paths.deadLetters).where('state', '==', state);
    const letters = (orgId === undefined ? inState : inState.where('orgId', '==', orgId)).select(
      ...Object.keys(storedLetter.shape),
    );
    const { docs, next } = await queryPage(database, letters, lastFailedFirst, page);
    return {
      letters: docs.map((snapshot) => ({
        id: snapshot.id,
        ...toAnswer(parseDocument(storedLetter, snapshot)),
      })),
      next,
    };
  },
});
