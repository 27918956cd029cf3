import { answer, type SimulatedRequest } from '../../pos/answers';
import { type SimulatedTenant, Tenants } from '../../pos/tenants';
import type { Faults } from './faults';
import type { Random } from './random';
import { changeWorld } from '../world/changes';
import { withoutField } from '../world/hollow';
import type { Shop } from '../world/shop';

const ROUTES: Record<string, Pick<SimulatedRequest, 'endpoint' | 'dialect'>> = {
  'GET customers': { endpoint: 'customers', dialect: 'documented' },
  'GET orders': { endpoint: 'orders', dialect: 'documented' },
  'POST customer/search': { endpoint: 'customers', dialect: 'observed' },
  'GET order': { endpoint: 'orders', dialect: 'observed' },
  'POST inventory/search': { endpoint: 'inventory', dialect: 'both' },
  'POST inventory/item/search': { endpoint: 'items', dialect: 'both' },
};

const MINUTE = 60_000;
const TOKEN_LIFETIME = 24 * 60 * MINUTE;
const SHORT_TOKEN_LIFETIMES = [MINUTE, 6 * MINUTE, 20 * MINUTE] as const;

export interface PosNetworkOptions {
  random: Random;
  faults: Faults;
  now: () => Date;
  /** Chance that the shop changes while a request is answered. */
  changeRate: number;
}

/** Every shop's POS, each at `https://{orgId}.example/api`, without HTTP. */
export class PosNetwork {
  readonly tenants: Tenants;
  /** Until when a shop's POS is down, in milliseconds since the epoch. */
  readonly downUntil = new Map<string, number>();
  private changing = true;

  constructor(
    private readonly shops: ReadonlyMap<string, { shop: Shop; tenant: SimulatedTenant }>,
    private readonly options: PosNetworkOptions,
  ) {
    const clock = { now: options.now };
    this.tenants = new Tenants(
      [...shops.values()].map(({ tenant }) => tenant),
      clock,
      TOKEN_LIFETIME,
    );
  }

  /** From now on the shops stay as they are. */
  freeze(): void {
    this.changing = false;
    this.downUntil.clear();
  }

  get hosts(): readonly string[] {
    return [...this.shops.keys()].map((orgId) => `${orgId}.example`);
  }

  async answer(request: Request): Promise<Response> {
    const { random, faults, now, changeRate } = this.options;
    const url = new URL(request.url);
    const orgId = url.hostname.replace(/\.example$/, '');
    const known = this.shops.get(orgId);
    if (known === undefined) throw new TypeError('fetch failed');
    if (now().getTime() < (this.downUntil.get(orgId) ?? 0)) return json(503, { message: 'maintenance' });
    if (this.changing && random.chance(changeRate)) changeWorld(random, known.shop, now().getTime());

    if (faults.strikes('posTimeout')) return new Promise(() => undefined);
    if (faults.strikes('posUnreachable')) throw connectionError('fetch failed', 'ECONNRESET');
    if (faults.strikes('posServerError')) return json(random.pick([500, 502, 503]), { error: 'oops' });
    if (faults.strikes('posThrottled'))
      return json(429, { message: 'slow down' }, { 'retry-after': String(random.integer(1, 90)) });
    if (faults.strikes('posRefused')) {
      if (random.chance(0.3)) return json(403, { message: 'not now' });
      this.tenants.revokeTokens();
    }
    const path = url.pathname.replace(/^\/api\//, '');
    const body: unknown =
      request.method === 'POST' ? JSON.parse(await request.text()) : Object.fromEntries(url.searchParams);
    const parameters = typeof body === 'object' && body !== null ? { ...body } : {};
    const { status, body: result } = this.handle(
      `${request.method} ${path}`,
      parameters,
      request.headers.get('authorization'),
    );
    if (status === 200 && faults.strikes('posBrokenBody')) {
      return brokenReply(random, JSON.stringify(result));
    }
    if (status === 200 && path !== 'auth' && faults.strikes('posErrorAnswer')) {
      return json(200, errorAnswer(random, result));
    }
    if (status === 200 && path !== 'auth' && this.hides(path, parameters, known.tenant)) {
      const lie = known.shop.moments.next();
      if (isRest(path, parameters)) known.shop.lastShortList = lie;
      else known.shop.lastLie = lie;
      return json(200, {});
    }
    const isHollow = status === 200 && this.isHollow(known.shop, path);
    return json(status, isHollow ? withoutField(result, known.shop.hollow?.wire ?? '') : result);
  }

  /** Whether an answer lacks a field that the POS has. Nobody can tell that from a POS without it. */
  private isHollow(shop: Shop, path: string): boolean {
    const { hollow } = shop;
    if (!this.changing || hollow === null || this.options.now().getTime() >= hollow.until) return false;
    const endpoints = hollow.stream === 'items' ? ['inventory/search'] : ['customers', 'customer/search'];
    if (!endpoints.includes(path)) return false;
    shop.lastLie = shop.moments.next();
    return true;
  }

  /** Whether an answer is without rows although there are some. A list that ends early is told by its total alone, so only one that has a total does. */
  private hides(
    path: string,
    parameters: Record<string, unknown>,
    { totals = true }: SimulatedTenant,
  ): boolean {
    const { faults } = this.options;
    if (isRest(path, parameters)) return totals && faults.strikes('posShortList');
    return faults.strikes(path.startsWith('inventory/') ? 'posNoItems' : 'posNoRows');
  }

  private handle(
    route: string,
    parameters: Record<string, unknown>,
    authorization: string | null,
  ): { status: number; body: unknown } {
    if (route === 'POST auth') {
      const tenant = this.tenants.logIn(parameters);
      if (!tenant) return { status: 401, body: { message: 'Invalid credentials' } };
      const { random, faults } = this.options;
      this.tenants.tokenLifetimeMs = faults.strikes('tokenExpiry')
        ? random.pick(SHORT_TOKEN_LIFETIMES)
        : TOKEN_LIFETIME;
      const token = this.tenants.issue(tenant);
      return {
        status: 200,
        body: tenant.dialect === 'observed' ? { token } : { token, locationId: tenant.locationId },
      };
    }
    const tenant = this.tenants.authorised(authorization ?? undefined);
    if (!tenant) return { status: 401, body: { message: 'Invalid token' } };
    const known = ROUTES[route];
    const spoken = tenant.dialect ?? 'both';
    const foreign =
      known !== undefined && known.dialect !== 'both' && spoken !== 'both' && known.dialect !== spoken;
    if (known === undefined || foreign) return { status: 404, body: { message: 'Not found' } };
    return answer({ ...known, parameters }, tenant, this.options.now());
  }
}

/** Whether a request is for what comes after the first rows of a list of which each row says how long it is. */
function isRest(path: string, { skip }: Record<string, unknown>): boolean {
  return path.startsWith('inventory/') && skip !== 0;
}

/** A 200 answer that says it failed: without rows, or beside them. */
function errorAnswer(random: Random, answer: unknown): unknown {
  const rows = Array.isArray(answer) ? { data: answer } : answer;
  return random.pick([
    { success: false, data: [] },
    { errors: [{ code: 'TIMEOUT' }], results: [] },
    { message: 'Token expired', orders: [], customers: [], items: [] },
    { error: 'partial result', ...(typeof rows === 'object' && rows) },
  ]);
}

/** Half an answer, as text or as a connection that ends early, or something else than was asked for. */
function brokenReply(random: Random, text: string): Response {
  if (random.chance(0.2)) {
    return withBody(new Response(null), () => {
      throw connectionError('terminated', 'UND_ERR_SOCKET');
    });
  }
  const half = text.slice(0, text.length >> 1);
  const texts = [
    '',
    '<html>maintenance</html>',
    half,
    '"later"',
    '{"status":"ok"}',
    '{"status":"ok"}',
  ] as const;
  return reply(200, random.pick(texts));
}

/** As fetch throws it. */
function connectionError(message: string, code: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(code), { code }) });
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return reply(status, JSON.stringify(body), headers);
}

function reply(status: number, text: string, headers: Record<string, string> = {}): Response {
  return withBody(new Response(null, { status, headers }), () => Buffer.from(text));
}

/** A response whose body is no stream, but one chunk: of what a seed's requests cost, streams would be half. */
function withBody(response: Response, chunk: () => Uint8Array): Response {
  const body = {
    async *[Symbol.asyncIterator]() {
      yield await Promise.resolve(chunk());
    },
  };
  return Object.defineProperty(response, 'body', { value: body });
}
