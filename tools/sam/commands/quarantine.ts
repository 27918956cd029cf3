import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { listQuarantine } from '../../../functions/src/api/sync/listQuarantine';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { CommandFailure } from '../failure';
import { firstEntries, pagesOf } from '../queries/pages';
import { requireTenant } from '../queries/tenant';
import type { Session } from '../project/session';
import { minute } from '../text/format';
import { whole } from '../../terminal/whole';
import { style } from '../text/style';
import { table } from '../text/table';

type Page = z.output<typeof listQuarantine.output>;
type Row = Page['rows'][number];

interface QuarantineOptions {
  stream?: 'customers' | 'orders' | 'items';
  limit: number;
}

const PAGE = 50;

export function addQuarantine(program: Command, outlet: Outlet): void {
  program
    .command('quarantine')
    .description(
      "Shows rows from the POS that couldn't be read, and what's wrong with them. One read per row.",
    )
    .argument('<org>', 'org id', parseOrgId)
    .argument('[id]', 'the POS id of one row: shows it as received, personal data included')
    .addOption(new Option('--stream <name>', 'only of one stream').choices(['customers', 'orders', 'items']))
    .option('--limit <rows>', 'rows shown at most', wholeNumber(1, 10_000), 100)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- quarantine my-shop --stream orders --project my-project',
    )
    .action(acting(outlet, showQuarantine));
}

async function showQuarantine(
  session: Session,
  orgId: string,
  posId: string | undefined,
  { stream, limit }: QuarantineOptions,
): Promise<Answer> {
  const input = { orgId, limit: PAGE, ...(stream && { stream }) };
  const pages = pagesOf((position) => session.call(listQuarantine, { ...input, ...position }));
  if (posId !== undefined) return showRows(orgId, posId, pages);
  const { entries, complete } = await firstEntries(pages, ({ rows }) => rows.map(withoutPayload), limit);
  if (entries.length === 0) await requireTenant(session, orgId);
  return { value: { orgId, rows: entries, complete }, text: describe(entries, complete) };
}

/** The rows of one id, of each stream that has it, as they were received. */
async function showRows(orgId: string, posId: string, pages: AsyncIterable<Page>): Promise<Answer> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page.rows.filter((row) => row.posId === posId));
  if (rows.length > 0) return { value: { orgId, rows }, text: JSON.stringify(rows, null, 2) };
  throw new CommandFailure(
    'unknown_row',
    "There's no row with this id in quarantine. Leave the id out to see all of them.",
  );
}

type Listed = Omit<Row, 'payload'>;

/** What the POS sent can be personal: it is shown only of a row that is asked for by its id. */
function withoutPayload({ stream, posId, firstSeenAt, lastSeenAt, count, issues, issueCount }: Row): Listed {
  return { stream, posId, firstSeenAt, lastSeenAt, count, issues, issueCount };
}

function describe(rows: readonly Listed[], complete: boolean): string {
  if (rows.length === 0) return `${style.good('✔')} Nothing is in quarantine.`;
  return [
    table(rows, [
      { head: 'stream', value: ({ stream }) => stream },
      { head: 'id', value: ({ posId }) => posId ?? style.faint('none') },
      { head: 'first seen', value: ({ firstSeenAt }) => minute(firstSeenAt) },
      { head: 'last seen', value: ({ lastSeenAt }) => minute(lastSeenAt) },
      { head: 'what is wrong', value: ({ issues, issueCount }) => faults(issues, issueCount) },
    ]),
    ...(complete ? [] : ['There are more. See --limit.']),
  ].join('\n');
}

function faults(issues: Row['issues'], count: number): string {
  const [first] = issues;
  if (first === undefined) return '';
  const more = count > 1 ? `, and ${whole(count - 1)} more` : '';
  return `${first.path === '' ? '' : `${first.path}: `}${first.message}${more}`;
}
