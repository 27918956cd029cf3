import type { Command } from 'commander';
import pLimit from 'p-limit';
import { setTimeout as delay } from 'node:timers/promises';
import { getSyncStatus } from '../../../functions/src/api/sync/runs/getSyncStatus';
import { clearScreen } from '../../terminal/safeText';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { UsageFailure } from '../failure';
import type { Session } from '../project/session';
import { unknownTenant } from '../queries/tenant';
import { type ListedTenant, tenantList } from '../queries/tenantList';
import { describeStatus, type TenantStatus } from '../text/status';

/** Statuses asked for at the same time. */
const IN_FLIGHT = 16;

export function addStatus(program: Command, outlet: Outlet): void {
  program
    .command('status')
    .description('Shows the sync status of all tenants, or of one. Two reads per tenant.')
    .argument('[org]', 'only this tenant', parseOrgId)
    .option('--watch', 'keep showing it until Ctrl-C')
    .option('--interval <seconds>', 'between updates, with --watch', wholeNumber(1, 3600), 5)
    .addHelpText('after', '\nExample:\n  $ npm run sam -- status --watch --interval 10 --project my-project')
    .hook('preAction', (_program, command) => {
      const { watch, json } = command.optsWithGlobals<{ watch?: boolean; json?: boolean }>();
      if (watch && json)
        throw new UsageFailure(
          'watch_json',
          '--watch never ends and --json prints one value. Leave one of them out.',
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
    session.print(`${process.stdout.isTTY ? clearScreen : ''}${text}\n`);
    await delay(interval * 1000);
  }
}

async function readStatuses(session: Session, only: string | undefined): Promise<TenantStatus[]> {
  const tenants: ListedTenant[] = [];
  for await (const tenant of tenantList(session, only)) tenants.push(tenant);
  if (only !== undefined && tenants.length === 0) throw unknownTenant(only);
  const limit = pLimit(IN_FLIGHT);
  return Promise.all(tenants.map((tenant) => limit(() => readStatus(session, tenant))));
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
