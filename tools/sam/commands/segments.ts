import { type Command, Option } from 'commander';
import { listSegmentChanges } from '../../../functions/src/api/segments/listSegmentChanges';
import { previewSegmentRules } from '../../../functions/src/api/segments/previewSegmentRules';
import { CHANGE_CAUSES, type ChangeCause } from '../../../functions/src/documents/segmentChange';
import { saveSegmentRules } from '../../../functions/src/documents/tenantSegmentRules';
import { type Segment, SEGMENTS } from '../../../functions/src/rules/customers/segment';
import { SEGMENT_RULE_LIMITS, type SegmentRules } from '../../../functions/src/rules/customers/segmentRules';
import { acting, type Answer, type Outlet } from '../actions';
import { parseCustomerId, parseOrgId } from '../arguments';
import { parseDate, wholeNumber } from '../../terminal/arguments';
import { confirm } from '../confirm';
import { firstEntries, pagesOf } from '../queries/pages';
import { requireTenant } from '../queries/tenant';
import type { Session } from '../project/session';
import { describeTarget } from '../project/target';
import { describeChanges, describePreview } from '../text/segments';

interface ChangesOptions {
  since?: string;
  from?: Segment;
  to?: Segment;
  cause?: ChangeCause;
  customer?: string;
  skipImports?: boolean;
  limit: number;
}

type RulesOptions = Partial<SegmentRules> & { save?: boolean; yes?: boolean };

const { dollars, orders, days } = SEGMENT_RULE_LIMITS;

/** The commands about segments: who moved, and who would by other thresholds. */
export function addSegments(program: Command, outlet: Outlet): void {
  const segments = program
    .command('segments')
    .description('Lists who moved between segments, and previews and saves other thresholds.');
  segments
    .command('changes')
    .description('Lists changes of segments, newest first. One read per change.')
    .argument('<org>', 'org id', parseOrgId)
    .option('--since <date>', 'changes on or after this day (UTC)', parseDate)
    .addOption(new Option('--from <segment>', 'changes from this segment').choices(SEGMENTS))
    .addOption(new Option('--to <segment>', 'changes to this segment').choices(SEGMENTS))
    .addOption(new Option('--cause <cause>', 'why they moved').choices(CHANGE_CAUSES))
    .option('--customer <customer>', 'one customer', parseCustomerId)
    .option(
      '--skip-imports',
      'leave out customers whose order history was read for the first time; their changes cost a read all the same',
    )
    .option('--limit <count>', 'how many to list', wholeNumber(1, 10_000), 50)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- segments changes my-shop --to at_risk --project my-project',
    )
    .action(acting(outlet, listChanges));
  segments
    .command('preview')
    .description(
      'Shows who would move under other thresholds. Thresholds left out get their defaults, also when they are saved.',
    )
    .argument('<org>', 'org id', parseOrgId)
    .option('--vip-dollars <dollars>', 'vip: dollars spent, at least', wholeNumber(1, dollars))
    .option('--vip-orders <count>', 'vip: orders, at least', wholeNumber(1, orders))
    .option('--loyal-orders <count>', 'loyal: orders, at least', wholeNumber(1, orders))
    .option('--loyal-under-days <days>', 'loyal: days since the last order, fewer than', wholeNumber(1, days))
    .option(
      '--at-risk-over-days <days>',
      'at_risk: days since the last order, more than',
      wholeNumber(1, days),
    )
    .option(
      '--churned-over-days <days>',
      'churned: days since the last order, more than',
      wholeNumber(1, days),
    )
    .option('--returning-orders <count>', 'returning: orders, at least', wholeNumber(1, orders))
    .option('--save', 'save the thresholds; the next sync moves everybody (asks first)')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- segments preview my-shop --loyal-orders 4 --churned-over-days 120 --project my-project',
    )
    .action(acting(outlet, preview));
}

async function listChanges(
  session: Session,
  orgId: string,
  { since, customer, limit, ...conditions }: ChangesOptions,
): Promise<Answer> {
  const pages = pagesOf((position) =>
    session.call(listSegmentChanges, {
      ...{ orgId, ...conditions, limit: Math.min(limit, 500), ...position },
      ...(since !== undefined && { since: `${since}T00:00:00.000Z` }),
      ...(customer !== undefined && { customerId: customer }),
    }),
  );
  const { entries: changes, complete } = await firstEntries(pages, (page) => page.changes, limit);
  if (changes.length === 0) await requireTenant(session, orgId);
  return { value: { changes, complete }, text: describeChanges(changes, complete) };
}

async function preview(
  session: Session,
  orgId: string,
  { save = false, yes = false, ...rules }: RulesOptions,
): Promise<Answer> {
  const found = await session.call(previewSegmentRules, { orgId, rules });
  if (!save) return { value: found, text: describePreview(found) };
  const question = `${found.movedCount} customers of ${orgId} will change segment with the next sync, in ${describeTarget(session.target)}.`;
  await confirm(question, yes);
  await saveSegmentRules(session.database, orgId, rules);
  return {
    value: { ...found, saved: true },
    text: `${describePreview(found)}\nSaved. The next sync moves them.`,
  };
}
