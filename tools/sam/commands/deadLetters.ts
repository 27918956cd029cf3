import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { discardDeadLetter } from '../../../functions/src/api/sync/deadLetters/discardDeadLetter';
import { listDeadLetters } from '../../../functions/src/api/sync/deadLetters/listDeadLetters';
import { replayDeadLetter } from '../../../functions/src/api/sync/deadLetters/replayDeadLetter';
import { acting, type Answer, type Outlet } from '../actions';
import { parseDocumentId, parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { confirm } from '../confirm';
import { readDeadLetter } from '../queries/deadLetter';
import { firstEntries, pagesOf } from '../queries/pages';
import type { Session } from '../project/session';
import { describeTarget } from '../project/target';
import { minute } from '../text/format';
import { style } from '../text/style';
import { table } from '../text/table';

type Letter = z.output<typeof listDeadLetters.output>['letters'][number];

interface ListOptions {
  org?: string;
  state: Letter['state'];
  limit: number;
}

const PAGE = 50;

export function addDeadLetters(program: Command, outlet: Outlet): void {
  const letters = program
    .command('dead-letters')
    .description('Lists, shows, replays and discards messages that failed permanently.');
  letters
    .command('list')
    .description('Lists dead letters, most recent first. One read per letter.')
    .option('--org <org>', 'only of this tenant', parseOrgId)
    .addOption(
      new Option('--state <state>', 'those in this state')
        .choices(['open', 'replayed', 'discarded'])
        .default('open'),
    )
    .option('--limit <letters>', 'letters shown at most', wholeNumber(1, 10_000), 100)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- dead-letters list --org my-shop --project my-project',
    )
    .action(acting(outlet, list));
  letters
    .command('show')
    .description('Shows one dead letter in full, with its message.')
    .argument('<id>', 'id of the letter, from dead-letters list', parseDocumentId)
    .action(acting(outlet, show));
  letters
    .command('replay')
    .description("Publishes the message again. A run's message starts a new run with the same options.")
    .argument('<id>', 'id of the letter', parseDocumentId)
    .action(acting(outlet, replay));
  letters
    .command('discard')
    .description("Marks a letter as done; it's deleted after 90 days (asks first).")
    .argument('<id>', 'id of the letter', parseDocumentId)
    .option('--yes', 'do not ask')
    .action(acting(outlet, discard));
}

async function list(session: Session, { org, state, limit }: ListOptions): Promise<Answer> {
  const input = { state, limit: PAGE, ...(org !== undefined && { orgId: org }) };
  const pages = pagesOf((position) => session.call(listDeadLetters, { ...input, ...position }));
  const { entries, complete } = await firstEntries(pages, ({ letters }) => letters, limit);
  return { value: { letters: entries, complete }, text: describe(entries, state, complete) };
}

function describe(letters: readonly Letter[], state: string, complete: boolean): string {
  if (letters.length === 0) return `${style.good('✔')} There are no ${state} dead letters.`;
  return [
    table(letters, [
      { head: 'id', value: ({ id }) => id },
      { head: 'org', value: ({ orgId }) => orgId ?? style.faint('none') },
      { head: 'stage', value: ({ error }) => error.stage ?? '' },
      { head: 'error', value: ({ error }) => style.bad(error.code) },
      { head: 'failed last', value: ({ lastFailedAt }) => minute(lastFailedAt) },
    ]),
    ...(complete ? [] : ['There are more. See --limit.']),
  ].join('\n');
}

async function show({ database }: Session, id: string): Promise<Answer> {
  const letter = await readDeadLetter(database, id);
  return { value: letter, text: JSON.stringify(letter, null, 2) };
}

async function replay(session: Session, id: string): Promise<Answer> {
  const { replayed } = await session.call(replayDeadLetter, { id });
  return { value: { id, replayed }, text: `${style.good('✔')} The message of ${id} was published again.` };
}

async function discard(session: Session, id: string, { yes = false }: { yes?: boolean }): Promise<Answer> {
  const { error } = await readDeadLetter(session.database, id);
  await confirm(
    `The dead letter ${id} (${error.code}) will be discarded in ${describeTarget(session.target)}: its work won't be done again.`,
    yes,
  );
  const { discarded } = await session.call(discardDeadLetter, { id });
  return { value: { id, discarded }, text: `${style.good('✔')} ${id} is discarded.` };
}
