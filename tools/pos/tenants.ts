import { randomUUID } from 'node:crypto';
import type { Clock } from '../../functions/src/platform/ports/clock';
import type { Paging } from './pages';
import type { WireRow, World } from './world';

/** One tenant of the simulated POS. */
export interface SimulatedTenant {
  username: string;
  password: string;
  pin: string;
  locationId: string;
  world: World;
  /** IANA name; order dates are filtered in it. Default America/New_York. */
  timeZone?: string;
  /** Endpoints that exist for this tenant; default the simulator's. */
  dialect?: SimulatedDialect;
  /** How rows are wrapped. Default `named`. */
  envelope?: 'array' | 'named' | 'numeric' | 'numeric-under-name';
  /** Default `honoured`. */
  paging?: Paging;
  /** Whether rows of the inventory and of the list of items say how many there are (`total_rows`). Default true. */
  totals?: boolean;
  /** Rows of a page at most, whatever is asked for. Default 100. */
  maximumPageSize?: number;
  /** What comes of a request for more: as many as there may be, or a refusal (400). Default `cut`. */
  oversizedPages?: 'cut' | 'refused';
  /** Whether the last day asked for is among the days answered. Default `inclusive`. */
  endDate?: 'inclusive' | 'exclusive';
  /** Whose days are asked for. Default the shop's. */
  daysOf?: 'shop' | 'utc';
  /** What `GET /location` lists; null if there is no such endpoint. Default: the tenant's own. */
  locations?: readonly WireRow[] | null;
}

export type SimulatedDialect = 'documented' | 'observed' | 'both';

interface IssuedToken {
  tenant: SimulatedTenant;
  expiresAt: number;
  /** Requests it was good for so far. */
  requests: number;
}

/** Who may log in, and the tokens given out. */
export class Tenants {
  readonly #tenants: SimulatedTenant[];
  readonly #tokens = new Map<string, IssuedToken>();
  readonly #clock: Clock;
  tokenLifetimeMs: number;
  /** After so many requests a token is refused, whatever its `exp` says. */
  requestsPerToken = Infinity;

  constructor(tenants: readonly SimulatedTenant[], clock: Clock, tokenLifetimeMs: number) {
    this.#tenants = tenants.map((tenant) => ({ ...tenant }));
    this.#clock = clock;
    this.tokenLifetimeMs = tokenLifetimeMs;
  }

  /** The tenant with exactly these three fields. */
  logIn(body: Record<string, unknown>): SimulatedTenant | undefined {
    return this.#tenants.find(
      ({ username, password, pin }) =>
        body['username'] === username && body['password'] === password && body['pin'] === pin,
    );
  }

  /** A token of the shape of a JWT, with `exp` in seconds. The signature is random: nobody but this object checks it. */
  issue(tenant: SimulatedTenant): string {
    const expiresAt = this.#clock.now().getTime() + this.tokenLifetimeMs;
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { jti: randomUUID(), exp: Math.floor(expiresAt / 1000) };
    const token = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}.${randomUUID()}`;
    this.#tokens.set(token, { tenant, expiresAt, requests: 0 });
    return token;
  }

  /** The tenant of a valid `Authorization` header; counts as a request with its token. */
  authorised(header: string | undefined): SimulatedTenant | undefined {
    const issued = this.#tokens.get(/^Bearer (.+)$/.exec(header ?? '')?.[1] ?? '');
    if (!issued || this.#clock.now().getTime() >= issued.expiresAt) return undefined;
    issued.requests += 1;
    return issued.requests <= this.requestsPerToken ? issued.tenant : undefined;
  }

  /** From now on every token given out so far is refused. */
  revokeTokens(): void {
    this.#tokens.clear();
  }

  /** Changes a tenant's credentials and refuses its tokens. @throws RangeError for an unknown location. */
  rotate(
    locationId: string,
    credentials: Partial<Pick<SimulatedTenant, 'username' | 'password' | 'pin'>>,
  ): void {
    const tenant = this.#tenants.find((candidate) => candidate.locationId === locationId);
    if (!tenant) {
      throw new RangeError(`No simulated tenant has location ${locationId}.`);
    }
    Object.assign(tenant, credentials);
    for (const [token, issued] of this.#tokens) {
      if (issued.tenant === tenant) {
        this.#tokens.delete(token);
      }
    }
  }
}
