import { deleteApp, getApps } from 'firebase-admin/app';
import { runCommandLine } from '../../../sam/commandLine';
import { plainProgress } from '../../../terminal/progress';
import { type StoredAccount, startAuthServer } from './authServer';

let accounts: StoredAccount[];
let server: Awaited<ReturnType<typeof startAuthServer>>;
const before = process.env['FIREBASE_AUTH_EMULATOR_HOST'];

beforeEach(async () => {
  accounts = [
    {
      localId: 'ana',
      email: 'ana@example.com',
      customAttributes: '{"role":"owner","orgId":"uptown","theme":"dark"}',
    },
    { localId: 'ben', email: 'ben@example.com', customAttributes: '{"role":"operator"}' },
    {
      localId: 'cy',
      email: 'cy@example.com',
      customAttributes: '{"role":"staff","orgId":"downtown"}',
      disabled: true,
    },
    { localId: 'dee', email: 'dee@example.com' },
    { localId: 'eve', email: 'eve@example.com', customAttributes: '{"role":"emperor"}' },
  ];
  server = await startAuthServer(accounts);
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = server.host;
});

afterEach(async () => {
  if (before === undefined) delete process.env['FIREBASE_AUTH_EMULATOR_HOST'];
  else process.env['FIREBASE_AUTH_EMULATOR_HOST'] = before;
  await Promise.all(getApps().map((app) => deleteApp(app)));
  await server.close();
});

async function users(...parameters: string[]) {
  let stdout = '';
  let stderr = '';
  const code = await runCommandLine(['users', ...parameters, '--emulator'], {
    print: (line) => void (stdout += `${line}\n`),
    warn: (text) => void (stderr += text),
    openProgress: () => Promise.resolve(plainProgress(() => undefined)),
  });
  return { code, stdout, stderr };
}

async function usersJson(...parameters: string[]): Promise<unknown> {
  const { stdout } = await users(...parameters, '--json');
  return JSON.parse(stdout);
}

function account(email: string): StoredAccount | undefined {
  return accounts.find((one) => one.email === email);
}

function claimsOf(email: string): unknown {
  return JSON.parse(account(email)?.customAttributes ?? 'null');
}

describe('sam users add', () => {
  it('makes an account with its claims', async () => {
    const { code, stdout } = await users('add', 'new@example.com', '--org', 'uptown', '--role', 'staff');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        '✔ new@example.com is staff of uptown.\nThey set a password with "Forgot your password?" on the console\'s sign-in page.\n',
    });
    expect(claimsOf('new@example.com')).toEqual({ role: 'staff', orgId: 'uptown' });
  });

  it('changes the access of an account, keeps claims of other programs, and voids old sessions', async () => {
    const answer = await usersJson('add', 'ana@example.com', '--role', 'manager', '--org', 'downtown');
    expect(answer).toEqual({
      uid: 'ana',
      email: 'ana@example.com',
      role: 'manager',
      orgId: 'downtown',
      isNew: false,
      before: { role: 'owner', orgId: 'uptown' },
    });
    expect(claimsOf('ana@example.com')).toEqual({ theme: 'dark', role: 'manager', orgId: 'downtown' });
    expect(Number(account('ana@example.com')?.validSince)).toBeGreaterThan(1_700_000_000);
  });

  it('makes an operator, who belongs to no shop', async () => {
    await users('add', 'ana@example.com', '--role', 'operator');
    expect(claimsOf('ana@example.com')).toEqual({ theme: 'dark', role: 'operator' });
  });

  it.each([
    {
      parameters: ['--role', 'staff'],
      message: 'Which shop? Add --org ORG, because staff is a role in one shop.',
    },
    {
      parameters: ['--role', 'operator', '--org', 'uptown'],
      message: 'Operators see every shop. Leave out --org.',
    },
    { parameters: ['--role', 'emperor'], message: 'Allowed choices are staff, manager, owner, operator.' },
    { parameters: ['--org', 'uptown'], message: "required option '--role <role>' not specified" },
    { parameters: ['--role', 'staff', '--org', 'a/b'], message: 'An org id has no spaces and no slashes.' },
  ])('refuses $parameters before it asks anything', async ({ parameters, message }) => {
    await server.close();
    const { code, stderr } = await users('add', 'new@example.com', ...parameters);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('names an address that is none', async () => {
    const { code, stderr } = await users('add', 'nobody', '--role', 'operator');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "error: That isn't an email address. [auth_invalid_email]\n",
    });
  });

  it('says so when Authentication is not there', async () => {
    await server.close();
    const { code, stderr } = await users('list');
    expect(code).toBe(1);
    expect(stderr).toContain(
      "Firebase Authentication doesn't answer. With --emulator, start the Auth emulator",
    );
  });
});

describe('sam users list', () => {
  it('lists everybody with access, page by page, and nobody else', async () => {
    expect(await usersJson('list')).toEqual({
      users: [
        { uid: 'ben', email: 'ben@example.com', isDisabled: false, role: 'operator', orgId: null },
        { uid: 'cy', email: 'cy@example.com', isDisabled: true, role: 'staff', orgId: 'downtown' },
        { uid: 'ana', email: 'ana@example.com', isDisabled: false, role: 'owner', orgId: 'uptown' },
      ],
    });
  });

  it('lists the people of one shop', async () => {
    const { stdout } = await users('list', '--org', 'downtown');
    expect(stdout).toBe('EMAIL           ORG       ROLE\ncy@example.com  downtown  staff  disabled\n');
  });

  it('says what to do while there is nobody', async () => {
    accounts.splice(0);
    const { stdout } = await users('list');
    expect(stdout).toBe('Nobody has access yet. Add someone with `users add`.\n');
  });
});

describe('sam users remove', () => {
  it('takes the access away, keeps other claims and the account, and voids old sessions', async () => {
    const { code, stdout } = await users('remove', 'ana@example.com');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '✔ ana@example.com is no longer owner of uptown. A session that is open ends within an hour.\n',
    });
    expect(claimsOf('ana@example.com')).toEqual({ theme: 'dark' });
    expect(Number(account('ana@example.com')?.validSince)).toBeGreaterThan(1_700_000_000);
  });

  it.each(['dee@example.com', 'stranger@example.com'])('says that %s has no access', async (email) => {
    const { code, stderr } = await users('remove', email);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error: ${email} has no access. See who has with: users list [unknown_user]\n`,
    });
  });
});
