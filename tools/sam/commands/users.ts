import { type Command, Option } from 'commander';
import type { Auth } from 'firebase-admin/auth';
import { ROLES, type Role } from '../../../functions/src/api/call/roles';
import type { Answer, GlobalOptions, Outlet } from '../actions';
import { parseOrgId } from '../arguments';
import { resolveTarget } from '../project/target';
import { type Access, accessOf } from '../users/access';
import { style } from '../text/style';
import { table } from '../text/table';

export function addUsers(program: Command, outlet: Outlet): void {
  const users = program
    .command('users')
    .description('Manages who can sign in to the console and call the API, and in which role.');
  users
    .command('add')
    .description("Gives someone access, or changes it. Creates the account if there isn't one.")
    .argument('<email>', 'the address they sign in with')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory())
    .option('--org <org>', 'the shop; operators have none', parseOrgId)
    .addHelpText(
      'after',
      '\nExample:\n  $ npm run sam -- users add ana@example.com --org my-shop --role manager --project my-project',
    )
    .action(onAuth(outlet, add));
  users
    .command('list')
    .description('Lists who has access: to one shop, or to any, operators included.')
    .option('--org <org>', 'only the people of this shop', parseOrgId)
    .action(onAuth(outlet, list));
  users
    .command('remove')
    .description("Takes someone's access away. The account stays, but can't reach anything.")
    .argument('<email>', 'the address they sign in with')
    .action(onAuth(outlet, remove));
}

/** Makes a command work on Firebase Authentication, which is all that it opens. */
function onAuth<Given extends unknown[]>(
  outlet: Outlet,
  work: (auth: Auth, ...given: Given) => Promise<Answer>,
) {
  return async function act(this: Command, ...given: Given): Promise<void> {
    const target = resolveTarget(this.optsWithGlobals<GlobalOptions>(), process.env);
    const { asking, openAuth } = await import('../users/openAuth');
    const auth = await openAuth(target);
    outlet.reply(await asking(() => work(auth, ...given)));
  };
}

async function add(auth: Auth, email: string, { role, org }: { role: Role; org?: string }): Promise<Answer> {
  const access = accessOf(role, org);
  const { grantAccess } = await import('../users/directory');
  const { uid, isNew, before } = await grantAccess(auth, email, access);
  const next = isNew
    ? 'They set a password with "Forgot your password?" on the console\'s sign-in page.'
    : 'It counts from their next sign-in, at most an hour from now.';
  return {
    value: { uid, email, ...access, isNew, before },
    text: `${style.good('✔')} ${email} is ${describe(access)}${before === null ? '' : `, and was ${describe(before)}`}.\n${next}`,
  };
}

async function list(auth: Auth, { org }: { org?: string }): Promise<Answer> {
  const { listMembers } = await import('../users/directory');
  const members = await listMembers(auth, org);
  const lines = table(members, [
    { head: 'email', value: ({ email, uid }) => style.strong(email ?? uid) },
    { head: 'org', value: ({ orgId }) => orgId ?? 'all' },
    { head: 'role', value: ({ role }) => role },
    { head: '', value: ({ isDisabled }) => (isDisabled ? style.warn('disabled') : '') },
  ]);
  return {
    value: { users: members },
    text: members.length === 0 ? 'Nobody has access yet. Add someone with `users add`.' : lines,
  };
}

async function remove(auth: Auth, email: string): Promise<Answer> {
  const { withdrawAccess } = await import('../users/directory');
  const { uid, before } = await withdrawAccess(auth, email);
  return {
    value: { uid, email, before },
    text: `${style.good('✔')} ${email} is no longer ${describe(before)}. A session that is open ends within an hour.`,
  };
}

function describe({ role, orgId }: Access): string {
  return orgId === null ? 'operator of all shops' : `${role} of ${orgId}`;
}
