import type { Command } from 'commander';
import { recomputeSegments } from '../../../functions/src/api/segments/recomputeSegments';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { EXIT } from '../exitCodes';
import { pagesOf } from '../queries/pages';
import type { Session } from '../project/session';
import { plural } from '../text/format';
import { whole } from '../../terminal/whole';
import { style } from '../text/style';

export function addRecompute(program: Command, outlet: Outlet): void {
  program
    .command('recompute')
    .description(
      "Recomputes customers' segments and totals from their spending, such as after a rule has changed. Two reads per customer.",
    )
    .argument('<org>', 'org id', parseOrgId)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- recompute my-shop --project my-project')
    .action(acting(outlet, recompute));
}

async function recompute(session: Session, orgId: string): Promise<Answer> {
  const total = { checked: 0, changed: 0, failed: 0 };
  session.progress.begin(`recomputing the segments of ${orgId}`);
  for await (const page of pagesOf((position) => session.call(recomputeSegments, { orgId, ...position }))) {
    total.checked += page.checked;
    total.changed += page.changed;
    total.failed += page.failed;
    session.progress.update(`${plural(total.checked, 'customer')}, ${whole(total.changed)} changed`);
  }
  const isComplete = total.failed === 0;
  session.progress.end(`recomputed the segments of ${orgId}`, isComplete);
  const { checked, changed, failed } = total;
  return {
    value: { orgId, ...total },
    text: [
      `${style.good('✔')} ${plural(checked, 'customer')} checked, ${whole(changed)} changed.`,
      ...(isComplete
        ? []
        : [
            `${style.bad('✖')} ${plural(failed, 'document')} couldn't be read because of edits by hand. sync ${orgId} --full repairs them.`,
          ]),
    ].join('\n'),
    exitCode: isComplete ? EXIT.ok : EXIT.failed,
  };
}
