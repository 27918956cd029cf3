import express, { type Request, type Response } from 'express';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../../functions/src/platform/ports/clock';
import { Holds } from '../servers/holds';
import { answer, type SimulatedAnswer, type SimulatedRequest } from './answers';
import { type Endpoint, type Fault, FaultPlan } from './faults';
import { send } from './send';
import { type SimulatedDialect, type SimulatedTenant, Tenants } from './tenants';

export type { Endpoint, Fault } from './faults';
export type { SimulatedDialect, SimulatedTenant } from './tenants';

export interface PosSimulatorOptions {
  tenants: readonly SimulatedTenant[];
  /** Endpoints that exist, for tenants that don't say. Default `both`. */
  dialect?: SimulatedDialect;
  /** Default the system's. */
  clock?: Clock;
  /** Default 24 hours. */
  tokenLifetimeMs?: number;
  /** Of faults at a rate. Default 1. */
  seed?: number;
  /** Default 0: a free one. */
  port?: number;
  /** How long every request takes at least, in milliseconds. Default 0. */
  answerMilliseconds?: number;
}

/** A request as it came in, without credentials. */
export interface RecordedRequest {
  endpoint: Endpoint;
  method: string;
  path: string;
  parameters: Record<string, unknown>;
}

export interface PosCounters {
  requests: Record<Endpoint, number>;
  /** Successful ones. */
  logins: number;
  refusedLogins: number;
  /** Data requests answered with 401 for their token. */
  refusedTokens: number;
  /** Most requests that were open at the same time. */
  peakInFlight: number;
}

/** The last requests kept in `recorded`. */
const RECORDED_REQUESTS = 1000;

const ROUTES = [
  { method: 'get', path: '/api/customers', endpoint: 'customers', dialect: 'documented' },
  { method: 'get', path: '/api/orders', endpoint: 'orders', dialect: 'documented' },
  { method: 'post', path: '/api/customer/search', endpoint: 'customers', dialect: 'observed' },
  { method: 'get', path: '/api/order', endpoint: 'orders', dialect: 'observed' },
  { method: 'post', path: '/api/inventory/search', endpoint: 'inventory', dialect: 'both' },
  { method: 'post', path: '/api/inventory/item/search', endpoint: 'items', dialect: 'both' },
  { method: 'get', path: '/api/location', endpoint: 'locations', dialect: 'both' },
] as const;

/** A stand-in for the Alleaves API: a real HTTP server that speaks both dialects of alleaves.md, with faults on demand. */
export class PosSimulator {
  readonly faults: FaultPlan;
  /** Holds single requests. */
  readonly holds = new Holds<RecordedRequest>();
  readonly tenants: Tenants;
  readonly recorded: RecordedRequest[] = [];
  counters = zeroCounters();
  /** How long every request takes at least. */
  answerMilliseconds: number;
  /** The most rows of a page, in place of the tenants' own. */
  largestPage: number | undefined;
  readonly #dialect: SimulatedDialect;
  readonly #clock: Clock;
  readonly #server: Server;
  #inFlight = 0;
  #port: number;

  constructor(options: PosSimulatorOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#dialect = options.dialect ?? 'both';
    this.#port = options.port ?? 0;
    this.answerMilliseconds = options.answerMilliseconds ?? 0;
    this.faults = new FaultPlan(options.seed ?? 1);
    this.tenants = new Tenants(options.tenants, this.#clock, options.tokenLifetimeMs ?? 24 * 60 * 60_000);
    const app = express().disable('x-powered-by').disable('etag').use(express.json());
    app.post('/api/auth', (request, response) =>
      this.#serve('auth', request, response, () => this.#authenticate(request)),
    );
    for (const { method, path, endpoint, dialect } of ROUTES) {
      app[method](path, (request, response) =>
        this.#serve(endpoint, request, response, () => this.#data(request, endpoint, dialect)),
      );
    }
    app.use((_request, response) => {
      response.status(404).json({ message: 'Not found' });
    });
    this.#server = createServer(app);
  }

  /** `http://127.0.0.1:{port}/api`, for `pos.baseUrl`. */
  get baseUrl(): string {
    return `http://127.0.0.1:${this.#port}/api`;
  }

  /** Listens; after {@link stop}, on the same port again. */
  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address ? address.port : this.#port;
  }

  /** Ends every connection; until the next start nobody is there. */
  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  resetCounters(): void {
    this.counters = zeroCounters();
    this.recorded.length = 0;
  }

  #authenticate(request: Request): SimulatedAnswer {
    const tenant = this.tenants.logIn(parametersOf(request));
    if (!tenant) {
      this.counters.refusedLogins += 1;
      return { status: 401, body: { message: 'Invalid credentials' } };
    }
    this.counters.logins += 1;
    const token = this.tenants.issue(tenant);
    const body =
      this.#dialectOf(tenant) === 'observed'
        ? { token, id_user: 7, name_first: 'Sync', id_company: 3 }
        : { token, locationId: tenant.locationId };
    return { status: 200, body };
  }

  #data(
    request: Request,
    endpoint: SimulatedRequest['endpoint'],
    dialect: SimulatedDialect,
  ): SimulatedAnswer {
    const tenant = this.tenants.authorised(request.get('authorization'));
    if (!tenant) {
      this.counters.refusedTokens += 1;
      return { status: 401, body: { message: 'Invalid token' } };
    }
    const spoken = this.#dialectOf(tenant);
    if (dialect !== 'both' && spoken !== 'both' && spoken !== dialect) {
      return { status: 404, body: { message: 'Not found' } };
    }
    return answer(
      { endpoint, dialect, parameters: parametersOf(request) },
      tenant,
      this.#clock.now(),
      this.largestPage,
    );
  }

  #dialectOf(tenant: SimulatedTenant): SimulatedDialect {
    return tenant.dialect ?? this.#dialect;
  }

  async #serve(
    endpoint: Endpoint,
    request: Request,
    response: Response,
    handle: () => SimulatedAnswer,
  ): Promise<void> {
    await this.holds.pass(this.#record(endpoint, request, response), 'before');
    const fault = this.faults.next(endpoint);
    const delay = this.answerMilliseconds + (fault?.delayMs ?? 0);
    if (delay > 0) await sleep(delay);
    if (fault?.reset) {
      response.socket?.resetAndDestroy();
    } else {
      send(response, fault?.status === undefined ? handle() : failure(fault, fault.status), fault);
    }
  }

  #record(endpoint: Endpoint, request: Request, response: Response): RecordedRequest {
    this.counters.requests[endpoint] += 1;
    this.#inFlight += 1;
    this.counters.peakInFlight = Math.max(this.counters.peakInFlight, this.#inFlight);
    response.once('close', () => {
      this.#inFlight -= 1;
    });
    const parameters = endpoint === 'auth' ? {} : parametersOf(request);
    const recorded = { endpoint, method: request.method, path: request.path, parameters };
    this.recorded.push(recorded);
    if (this.recorded.length > RECORDED_REQUESTS) {
      this.recorded.shift();
    }
    return recorded;
  }
}

/** Starts a simulator on the loopback interface. */
export async function startPosSimulator(options: PosSimulatorOptions): Promise<PosSimulator> {
  const simulator = new PosSimulator(options);
  await simulator.start();
  return simulator;
}

function zeroCounters(): PosCounters {
  return {
    requests: { auth: 0, customers: 0, orders: 0, inventory: 0, items: 0, locations: 0 },
    logins: 0,
    refusedLogins: 0,
    refusedTokens: 0,
    peakInFlight: 0,
  };
}

function parametersOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body;
  const source = request.method === 'GET' ? request.query : body;
  return typeof source === 'object' && source !== null ? { ...source } : {};
}

function failure(fault: Fault, status: number): SimulatedAnswer {
  return { status, body: { message: fault.message ?? `Simulated ${status}` } };
}
