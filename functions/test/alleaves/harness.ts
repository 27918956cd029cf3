import {
  createPosConnector,
  type PosClientSettings,
  type PosConnector,
  type PosConnectorDependencies,
  type PosPage,
  type PosTenant,
} from '../../src/alleaves/client';
import type { ParsedRow } from '../../src/domain/pos';
import { SyncError } from '../../src/platform/errors';
import type { Secrets } from '../../src/platform/secrets';
import {
  type PosSimulator,
  type PosSimulatorOptions,
  type SimulatedTenant,
  startPosSimulator,
} from '../../local/pos/simulator';
import { World } from '../../local/pos/world';

/** Distinct from every other text, so that a leak can be searched for. */
export const CREDENTIALS = { username: 'sync-user-73', password: 'pass-w0rd-91', pin: '860421' };
export const LOCATION_ID = '1234';

const FAST: Partial<PosClientSettings> = {
  retries: 2,
  backoffBaseMs: 1,
  backoffLimitMs: 5,
  retryAfterLimitMs: 30,
  timeoutMs: 5000,
};

/** Secrets that answer from a cache until asked for fresh ones, as the real ones do. */
export class CachedSecrets implements Secrets {
  readonly current = new Map<string, string>();
  readonly #cached = new Map<string, string | undefined>();
  freshReads: string[] = [];

  constructor(values: Record<string, string>) {
    for (const [name, value] of Object.entries(values)) {
      this.current.set(name, value);
    }
  }

  read(name: string, { fresh = false }: { fresh?: boolean } = {}): Promise<string | undefined> {
    if (fresh) {
      this.freshReads.push(name);
    }
    if (fresh || !this.#cached.has(name)) {
      this.#cached.set(name, this.current.get(name));
    }
    return Promise.resolve(this.#cached.get(name));
  }
}

export function alleavesSecrets(): CachedSecrets {
  return new CachedSecrets({
    ALLEAVES_USERNAME: CREDENTIALS.username,
    ALLEAVES_PASSWORD: CREDENTIALS.password,
    ALLEAVES_PIN: CREDENTIALS.pin,
  });
}

export class SettableClock {
  time: number;

  constructor(start = '2026-06-15T16:00:00Z') {
    this.time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.time);
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

const started: PosSimulator[] = [];

/** A simulator with one tenant; {@link stopSimulators} in `afterEach` ends it. */
export async function simulate(
  tenant: Partial<SimulatedTenant> = {},
  options: Partial<PosSimulatorOptions> = {},
): Promise<PosSimulator> {
  const simulator = await startPosSimulator({
    tenants: [{ ...CREDENTIALS, locationId: LOCATION_ID, world: new World(), ...tenant }],
    ...options,
  });
  started.push(simulator);
  return simulator;
}

export async function stopSimulators(): Promise<void> {
  await Promise.all(started.splice(0).map((simulator) => simulator.stop()));
}

export function connector(dependencies: Partial<PosConnectorDependencies> = {}): PosConnector {
  return createPosConnector({
    secrets: alleavesSecrets(),
    clock: new SettableClock(),
    allowHttp: true,
    ...dependencies,
    settings: { ...FAST, ...dependencies.settings },
  });
}

export function tenantOf(simulator: PosSimulator, tenant: Partial<PosTenant> = {}): PosTenant {
  return {
    orgId: 'org-test',
    locationId: LOCATION_ID,
    secretPrefix: 'ALLEAVES',
    baseUrl: simulator.baseUrl,
    dialect: 'documented',
    timeZone: 'America/New_York',
    ...tenant,
  };
}

export async function collect<T>(pages: AsyncIterable<PosPage<T>>): Promise<PosPage<T>[]> {
  const all: PosPage<T>[] = [];
  for await (const page of pages) {
    all.push(page);
  }
  return all;
}

export async function collectRows<T>(pages: AsyncIterable<PosPage<T>>): Promise<ParsedRow<T>[]> {
  return (await collect(pages)).flatMap((page) => page.rows);
}

/** The error an action fails with; fails itself when the action succeeds, or fails otherwise than with a SyncError. */
export async function failureOf(action: () => Promise<unknown>): Promise<SyncError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof SyncError) {
      return error;
    }
    throw error;
  }
  throw new Error('Expected a SyncError, and the action succeeded.');
}

function customerRows(count: number): { id_customer: number; name_first: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    id_customer: index + 1,
    name_first: `First ${index + 1}`,
  }));
}

export function worldOfCustomers(count: number): World {
  const world = new World();
  world.customers.addAll(customerRows(count));
  return world;
}
