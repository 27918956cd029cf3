import { type Command, Option } from 'commander';
import { resolveBaseUrl } from '../../../src/alleaves/baseUrl';
import { pauseSync } from '../../../src/callables/sync/pauseSync';
import { resumeSync } from '../../../src/callables/sync/resumeSync';
import { createTenant, type NewTenant } from '../../../src/firestore/tenants';
import { acting, type Answer, type Outlet } from '../actions';
import { parseDate, parseOrgId, parseTimeZone, wholeNumber } from '../arguments';
import type { Session } from '../session';
import { type ListedTenant, tenantList } from '../tenantList';
import { table } from '../text/table';
import { style } from '../text/style';

interface AddOptions {
  name: string;
  paused?: boolean;
  secretPrefix?: string;
  locationId?: string;
  baseUrl?: string;
  dialect?: 'auto' | 'documented' | 'observed';
  timeZone?: string;
  lookbackDays?: number;
  historyStart?: string;
}

export function addTenants(program: Command, outlet: Outlet): void {
  const tenants = program.command('tenants').description('Adds, lists, pauses and resumes tenants.');
  tenants
    .command('add')
    .description('Creates a tenant; the next tick of the schedule syncs it.')
    .argument('<org>', 'org id', parseOrgId)
    .requiredOption('--name <name>', "the shop's name")
    .option('--paused', 'leave its sync off for now')
    .option('--secret-prefix <prefix>', 'what the names of its secrets begin with (default: ALLEAVES)')
    .option('--location-id <id>', "the POS's location (default: the secret, else what the login says)")
    .option('--base-url <url>', 'base of the POS API (default: the Alleaves cloud)')
    .addOption(
      new Option('--dialect <name>', 'endpoints of the POS').choices(['auto', 'documented', 'observed']),
    )
    .option('--time-zone <name>', "the shop's time zone (default: America/New_York)", parseTimeZone)
    .option('--lookback-days <days>', 'days of orders each sync reads (default: 90)', wholeNumber(1, 3650))
    .option('--history-start <date>', 'how far back the first sync reads, as YYYY-MM-DD', parseDate)
    .addHelpText(
      'after',
      `\nExample:\n  $ npm run sam -- tenants add my-shop --name "My Shop" --secret-prefix MY_SHOP --project my-project`,
    )
    .action(acting(outlet, addTenant));
  tenants
    .command('list')
    .description('Lists all tenants. One read a tenant.')
    .action(acting(outlet, listTenants));
  tenants
    .command('pause')
    .description('Turns syncs off: no run begins, and one under way ends between two pages.')
    .argument('<org>', 'org id', parseOrgId)
    .action(acting(outlet, (session, orgId: string) => switchSync(session, orgId, 'paused')));
  tenants
    .command('resume')
    .description('Turns syncs on again: the next tick of the schedule syncs the tenant.')
    .argument('<org>', 'org id', parseOrgId)
    .action(acting(outlet, (session, orgId: string) => switchSync(session, orgId, 'active')));
}

async function addTenant(session: Session, orgId: string, options: AddOptions): Promise<Answer> {
  const { name, paused = false, ...pos } = options;
  resolveBaseUrl(pos.baseUrl ?? null, session.target.kind === 'emulator');
  const tenant: NewTenant = {
    name,
    // Only what was given: what is not, has its default when it is read.
    pos: { provider: 'alleaves', status: paused ? 'paused' : 'active', ...pos },
  };
  const { secretPrefix } = await createTenant(session.database, orgId, tenant);
  const secrets = ['USERNAME', 'PASSWORD', 'PIN'].map((part) => `${secretPrefix}_${part}`);
  return {
    value: { orgId, ...tenant, secrets },
    text: [
      `${style.good('✔')} ${orgId} is there, with its sync ${paused ? 'off' : 'on'}.`,
      `Its secrets are ${secrets.join(', ')} and, if it has one of its own, ${secretPrefix}_LOCATION_ID.`,
    ].join('\n'),
  };
}

async function listTenants(session: Session): Promise<Answer> {
  const tenants: ListedTenant[] = [];
  for await (const tenant of tenantList(session)) tenants.push(tenant);
  return { value: { tenants }, text: describeTenants(tenants) };
}

function describeTenants(tenants: readonly ListedTenant[]): string {
  if (tenants.length === 0) return 'There are no tenants: add one with tenants add.';
  const lines = table(tenants, [
    { head: 'org', value: ({ orgId }) => style.strong(orgId) },
    { head: 'name', value: ({ name }) => name ?? '' },
    { head: 'sync', value: ({ syncStatus }) => syncOf(syncStatus) },
    { head: 'time zone', value: ({ timeZone }) => timeZone },
  ]);
  const faults = tenants.flatMap(({ fault }) => (fault === null ? [] : [`${style.bad('✖')} ${fault}`]));
  return [lines, ...faults].join('\n');
}

function syncOf(status: ListedTenant['syncStatus']): string {
  if (status === null) return style.bad('malformed');
  return status === 'active' ? style.good('on') : style.warn('paused');
}

async function switchSync(session: Session, orgId: string, status: 'active' | 'paused'): Promise<Answer> {
  const callable = status === 'active' ? resumeSync : pauseSync;
  const { changed } = await session.call(callable, { orgId });
  const state = status === 'active' ? 'on' : 'paused';
  return {
    value: { orgId, status, changed },
    text: changed
      ? `${style.good('✔')} The sync of ${orgId} is ${state}.`
      : `The sync of ${orgId} was ${state} already.`,
  };
}
