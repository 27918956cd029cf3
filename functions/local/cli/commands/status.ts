import type { Command } from 'commander';
import pLimit from 'p-limit';
import { setTimeout as delay } from 'node:timers/promises';
import { getSyncStatus } from '../../../src/callables/sync/getSyncStatus';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId, wholeNumber } from '../arguments';
import { CommandFailure, UsageFailure } from '../failure';
import type { Session } from '../session';
import { type ListedTenant, tenantList } from '../tenantList';
import { describeStatus, type TenantStatus } from '../text/status';

/** Statuses asked for at the same time. */
const IN_FLIGHT = 16;

/** Moves to the top of the terminal and clears it from there on. */
const CLEAR = '\u001b[H\u001b[2J';

export function addStatus(program: Command, outlet: Outlet): void {
  program
    .command('status')
    .description('Shows how the syncs of all tenants are, or of one. Two reads a tenant.')
    .argument('[org]', 'only this tenant', parseOrgId)
    .option('--watch', 'go on showing it until Ctrl-C')
    .option('--interval <seconds>', 'between two looks, with --watch', wholeNumber(1, 3600), 5)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- status --watch --interval 10 --project my-project')
    .hook('preAction', (_program, command) => {
      const { watch, json } = command.optsWithGlobals<{ watch?: boolean; json?: boolean }>();
      if (watch && json)
        throw new UsageFailure(
          'watch_json',
          '--watch never ends and --json is one value: leave one of them out.',
        );
    })
    .action(acting(outlet, showStatus));
}

async function showStatus(
  session: Session,
  onlyOrgId: string | undefined,
  { watch = false, interval }: { watch?: boolean; interval: number },
): Promise<Answer> {
  for (;;) {
    const now = session.context.clock.now();
    const tenants = await readStatuses(session, onlyOrgId);
    const text = describeStatus(tenants, now);
    if (!watch) return { value: { at: now.toISOString(), tenants }, text };
    session.print(`${process.stdout.isTTY ? CLEAR : ''}${text}\n`);
    await delay(interval * 1000);
  }
}

async function readStatuses(session: Session, only: string | undefined): Promise<TenantStatus[]> {
  const limit = pLimit(IN_FLIGHT);
  const statuses: Promise<TenantStatus>[] = [];
  for await (const tenant of tenantList(session, only))
    statuses.push(limit(() => readStatus(session, tenant)));
  if (only !== undefined && statuses.length === 0)
    throw new CommandFailure('unknown_tenant', `There is no tenant '${only}': tenants list shows all.`);
  return Promise.all(statuses);
}

async function readStatus(
  { context, call }: Session,
  { orgId, name, syncStatus, fault }: ListedTenant,
): Promise<TenantStatus> {
  const { status } = await call(getSyncStatus, { orgId });
  const lastSyncAt = status?.lastSyncAt ?? null;
  const age = lastSyncAt === null ? null : context.clock.now().getTime() - Date.parse(lastSyncAt);
  const isStale = syncStatus !== 'paused' && (age ?? Infinity) > context.settings.staleAfterMilliseconds;
  return { orgId, name, syncStatus, fault, ageSeconds: age && Math.round(age / 1000), isStale, status };
}
