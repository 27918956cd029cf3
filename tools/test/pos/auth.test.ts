import { jwtDecode } from 'jwt-decode';
import { OTHER, TwoShops, USER } from './twoShops';

let shops: TwoShops;
beforeEach(async () => {
  shops = await TwoShops.open();
});
afterEach(() => shops.simulator.stop());

describe('auth', () => {
  it('gives a JWT that expires by the clock', async () => {
    const token = await shops.logIn();
    expect(jwtDecode(token).exp).toBe(shops.clock.time / 1000 + 60);
    expect((await shops.call('GET', 'customers?locationId=7', { token })).status).toBe(200);

    shops.clock.advance(60_000);
    expect((await shops.call('GET', 'customers?locationId=7', { token })).status).toBe(401);
  });

  it('refuses a token after as many requests as were set', async () => {
    shops.simulator.tenants.requestsPerToken = 2;
    const [token, other] = [await shops.logIn(), await shops.logIn()];
    const ask = async (bearer: string) =>
      (await shops.call('GET', 'customers?locationId=7', { token: bearer })).status;

    expect([await ask(token), await ask(token), await ask(token)]).toEqual([200, 200, 401]);
    expect(await ask(other)).toBe(200);
  });

  it.each([
    { username: 'user', password: 'word1234' },
    { username: 'user', password: 'word', pin: '0000' },
    { username: 'user', password: 'word', pin: 1234 },
    { username: 'user', password: 'word', pin: '9876' },
    {},
  ])('refuses %j: the PIN is a field of its own', async (body) => {
    expect((await shops.call('POST', 'auth', { body })).status).toBe(401);
    expect(shops.simulator.counters).toMatchObject({ refusedLogins: 1, logins: 0 });
  });

  it('names the location in the documented dialect alone', async () => {
    expect((await shops.call('POST', 'auth', { body: USER })).body).toMatchObject({ locationId: '7' });
    expect((await shops.call('POST', 'auth', { body: OTHER })).body).not.toHaveProperty('locationId');
  });

  it('refuses data without a token, with a made-up one and with a revoked one', async () => {
    const token = await shops.logIn();
    shops.simulator.tenants.revokeTokens();

    for (const options of [{}, { token: 'made.up.token' }, { token }]) {
      expect((await shops.call('GET', 'customers?locationId=7', options)).status).toBe(401);
    }
    expect(shops.simulator.counters.refusedTokens).toBe(3);
  });

  it('refuses old credentials and tokens after a rotation, of this tenant only', async () => {
    const [token, other] = [await shops.logIn(), await shops.logIn(OTHER)];
    shops.simulator.tenants.rotate('7', { password: 'new' });

    expect((await shops.call('GET', 'customers?locationId=7', { token })).status).toBe(401);
    expect((await shops.call('POST', 'auth', { body: USER })).status).toBe(401);
    expect((await shops.call('POST', 'auth', { body: { ...USER, password: 'new' } })).status).toBe(200);
    expect((await shops.call('GET', 'order', { token: other })).status).toBe(200);
    expect(() => shops.simulator.tenants.rotate('unknown', {})).toThrow(RangeError);
  });
});
