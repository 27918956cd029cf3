import { type Account, createFirebaseSessions } from '../../../src/platform/google/firebaseSessions';
import { TransientError } from '../../../src/platform/ports/errors';

const SIGNED_IN = { uid: 'u1', role: 'owner', orgId: 'org1', authTime: 1_000 };
const ACCOUNT: Account = {
  disabled: false,
  tokensValidAfterTime: new Date(1_000_000).toUTCString(),
  customClaims: { role: 'owner', orgId: 'org1' },
};

const isCurrent = (account: Partial<Account>, signedIn: Partial<typeof SIGNED_IN> | object = {}) =>
  createFirebaseSessions(() => Promise.resolve(() => Promise.resolve({ ...ACCOUNT, ...account }))).isCurrent({
    ...SIGNED_IN,
    ...signedIn,
  });

describe('a session of Firebase Auth', () => {
  it('is current while the account is as the token says', async () => {
    expect(await isCurrent({})).toBe(true);
    expect(await isCurrent({ customClaims: { role: 'operator' } }, { role: 'operator', orgId: null })).toBe(
      true,
    );
    expect(await isCurrent({ tokensValidAfterTime: undefined })).toBe(true);
  });

  it.each<[string, Partial<Account>, object]>([
    ['the account was disabled', { disabled: true }, {}],
    ['the person was demoted', { customClaims: { role: 'staff', orgId: 'org1' } }, {}],
    ['the person went to another shop', { customClaims: { role: 'owner', orgId: 'org2' } }, {}],
    ['the claims were taken away', { customClaims: undefined }, {}],
    ['the person was signed out everywhere', { tokensValidAfterTime: new Date(1_001_000).toUTCString() }, {}],
    ['the token doesn’t say when they signed in', {}, { authTime: null }],
  ])('has ended where %s', async (_name, account, signedIn) => {
    expect(await isCurrent(account, signedIn)).toBe(false);
  });

  it('has ended where the account was deleted, and can’t be told where Firebase Auth fails', async () => {
    const failing = (code: string) =>
      createFirebaseSessions(() =>
        Promise.resolve(() => Promise.reject(Object.assign(new Error('x'), { code }))),
      );
    expect(await failing('auth/user-not-found').isCurrent(SIGNED_IN)).toBe(false);
    await expect(failing('auth/internal-error').isCurrent(SIGNED_IN)).rejects.toThrow(TransientError);
  });
});
