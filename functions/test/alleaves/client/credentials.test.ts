import { readCredentials } from '../../../src/alleaves/client/credentials';
import { failureOf } from '../harness';

const secretsOf = (values: Record<string, string>) => {
  const asked: string[] = [];
  const read = (name: string) => {
    asked.push(name);
    return Promise.resolve(values[name]);
  };
  return { asked, read };
};
const together = { orgId: 'shop', prefix: 'SHOP', inOneSecret: true };

describe('credentials in one secret', () => {
  it('take one access, and are the same as those in four', async () => {
    const value = { username: 'ana', password: 'p', pin: 4711, locationId: 1000 };
    const one = secretsOf({ SHOP_LOGIN: `${JSON.stringify(value)}\n` });
    const four = secretsOf({
      SHOP_USERNAME: 'ana',
      SHOP_PASSWORD: 'p',
      SHOP_PIN: '4711',
      SHOP_LOCATION_ID: '1000',
    });
    expect(await readCredentials(one, together, false)).toEqual(
      await readCredentials(four, { orgId: 'shop', prefix: 'SHOP', inOneSecret: false }, false),
    );
    expect(one.asked).toEqual(['SHOP_LOGIN']);
    expect(four.asked).toHaveLength(4);
  });

  it('need no location', async () => {
    const secrets = secretsOf({ SHOP_LOGIN: '{"username":"ana","password":"p","pin":"1"}' });
    expect(await readCredentials(secrets, together, false)).toMatchObject({ locationId: null });
  });

  it.each([
    '',
    'ana/p/4711',
    '{"username":"ana","password":"hunter2"}',
    '{"username":"ana","password":"","pin":"1"}',
    '[]',
  ])('say what is wrong without quoting %p', async (text) => {
    const failure = await failureOf(() => readCredentials(secretsOf({ SHOP_LOGIN: text }), together, false));
    expect(failure).toMatchObject({
      kind: 'config',
      code: text === '' ? 'pos_secret_missing' : 'pos_secret_malformed',
    });
    expect(failure.message).toContain('SHOP_LOGIN');
    expect(failure.message).not.toContain('hunter2');
  });
});
