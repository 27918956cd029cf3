import type { Command } from 'commander';
import { TENANT_LABEL, tenantLabelValue } from '../../../functions/src/platform/google/secretLabels';
import { resolveBaseUrl } from '../../../functions/src/alleaves/client/baseUrl';
import { pauseSync } from '../../../functions/src/api/sync/pauseSync';
import { resumeSync } from '../../../functions/src/api/sync/resumeSync';
import { changeTenant, createTenant, type NewTenant } from '../../../functions/src/documents/tenantWrites';
import { acting, type Answer, type Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { wholeNumber } from '../../terminal/arguments';
import { UsageFailure } from '../failure';
import type { Session } from '../project/session';
import { type ListedTenant, tenantList } from '../queries/tenantList';
import { table } from '../text/table';
import { style } from '../text/style';
import { checkOneTenant } from './tenantCheck';
import { type SettingOptions, settingsOf, withSettings } from './tenantSettings';

interface AddOptions extends SettingOptions {
  name: string;
  active?: boolean;
}

export function addTenants(program: Command, outlet: Outlet): void {
  const tenants = program.command('tenants').description('Adds, checks, lists, pauses and resumes tenants.');
  const add = tenants
    .command('add')
    .description('Creates a tenant. It starts paused: check it, then resume it.')
    .argument('<org>', 'org id', parseOrgId)
    .requiredOption('--name <name>', "the shop's name")
    .option('--active', 'turn its sync on at once: the next scheduled sync includes it');
  withSettings(add)
    .addHelpText(
      'after',
      `\nExample:\n  $ npm run sam -- tenants add my-shop --name "My Shop" --secret-prefix MY_SHOP --project my-project`,
    )
    .action(acting(outlet, addTenant));
  const set = tenants
    .command('set')
    .description('Changes settings of a tenant. The next sync goes by them.')
    .argument('<org>', 'org id', parseOrgId);
  withSettings(set)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- tenants set my-shop --time-zone America/Denver --project my-project',
    )
    .action(acting(outlet, setTenant));
  tenants
    .command('check')
    .description(
      "Asks a tenant's POS everything that a first sync depends on, and says what to change. Reads only, and works on paused tenants. One read.",
    )
    .argument('<org>', 'org id', parseOrgId)
    .option('--pages <count>', 'pages of customers, and of orders, to look at', wholeNumber(1, 1_000), 10)
    .addHelpText(
      'after',
      '\nExits with 1 if something has to change before the first sync.\n' +
        '\nExample:\n  $ npm run sam -- tenants check my-shop --project my-project',
    )
    .action(acting(outlet, checkOneTenant));
  tenants
    .command('list')
    .description('Lists all tenants. One read per tenant.')
    .action(acting(outlet, listTenants));
  tenants
    .command('pause')
    .description('Pauses syncs. No new run starts, and a run in progress stops between two pages.')
    .argument('<org>', 'org id', parseOrgId)
    .action(acting(outlet, (session, orgId: string) => switchSync(session, orgId, 'paused')));
  tenants
    .command('resume')
    .description('Resumes syncs. The next scheduled sync includes the tenant.')
    .argument('<org>', 'org id', parseOrgId)
    .action(acting(outlet, (session, orgId: string) => switchSync(session, orgId, 'active')));
}

async function addTenant(session: Session, orgId: string, options: AddOptions): Promise<Answer> {
  const { name, active = false, ...given } = options;
  const pos = settingsOf(given);
  resolveBaseUrl(pos.baseUrl ?? null, {
    hosts: session.context.settings.posHosts,
    loopback: session.target.kind === 'emulator',
  });
  const tenant: NewTenant = {
    name,
    // Only what was given: what is not, has its default when it is read.
    pos: { provider: 'alleaves', status: active ? 'active' : 'paused', ...pos },
  };
  const { secretPrefix } = await createTenant(session.database, orgId, tenant);
  const secrets = ['USERNAME', 'PASSWORD', 'PIN'].map((part) => `${secretPrefix}_${part}`);
  return {
    value: { orgId, ...tenant, secrets },
    text: [
      `${style.good('✔')} Created ${orgId}, with its sync ${active ? 'on' : 'paused'}.`,
      `Its secrets are ${secrets.join(', ')} and, if it has its own, ${secretPrefix}_LOCATION_ID. Each needs the label ${TENANT_LABEL}=${tenantLabelValue(orgId)}.`,
      ...(active
        ? []
        : [
            `Next: tenants check ${orgId}, then sync ${orgId} --dry-run; tenants resume ${orgId} turns its sync on.`,
          ]),
    ].join('\n'),
  };
}

async function setTenant(session: Session, orgId: string, options: SettingOptions): Promise<Answer> {
  const changes = settingsOf(options);
  if (Object.keys(changes).length === 0)
    throw new UsageFailure(
      'nothing_to_set',
      'Name at least one setting, such as --time-zone America/Denver.',
    );
  if (changes.baseUrl !== undefined)
    resolveBaseUrl(changes.baseUrl ?? null, {
      hosts: session.context.settings.posHosts,
      loopback: session.target.kind === 'emulator',
    });
  await changeTenant(session.database, orgId, changes);
  const names = Object.keys(changes).join(', ');
  return {
    value: { orgId, pos: changes },
    text: `${style.good('✔')} Changed ${names} of ${orgId}. The next sync goes by it.`,
  };
}

async function listTenants(session: Session): Promise<Answer> {
  const tenants: ListedTenant[] = [];
  for await (const tenant of tenantList(session)) tenants.push(tenant);
  return { value: { tenants }, text: describeTenants(tenants) };
}

function describeTenants(tenants: readonly ListedTenant[]): string {
  if (tenants.length === 0) return 'There are no tenants yet. Add one with `tenants add`.';
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
      : `The sync of ${orgId} was already ${state}.`,
  };
}
