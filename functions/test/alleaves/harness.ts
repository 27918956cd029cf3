import { createPosConnector, type PosConnectorDependencies } from '../../src/alleaves/client/connector';
import { DEFAULT_LIMITS, type Limits } from '../../src/platform/limits';
import type { PosConnector, PosPage, PosTenant } from '../../src/platform/ports/pos';
import type { ParsedRow } from '../../src/rules/pos';
import { SyncError } from '../../src/platform/ports/errors';
import type { Secrets } from '../../src/platform/ports/secrets';
import {
  type PosSimulator,
  type PosSimulatorOptions,
  type SimulatedTenant,
  startPosSimulator,
} from '../../../tools/pos/simulator';
import { World } from '../../../tools/pos/world';

/** Distinct from every other text, so that a leak can be searched for. */
export const CREDENTIALS = { username: 'sync-user-73', password: 'pass-w0rd-91', pin: '860421' };
export const LOCATION_ID = '1234';

const FAST: Limits['pos'] = {
  ...DEFAULT_LIMITS.pos,
  retries: 2,
  backoffMilliseconds: 1,
  longestBackoffMilliseconds: 5,
  longestRetryAfterMilliseconds: 30,
  timeoutMilliseconds: 5000,
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

export function connector(
  dependencies: Partial<Omit<PosConnectorDependencies, 'limits'>> & { limits?: Partial<Limits['pos']> } = {},
): PosConnector {
  return createPosConnector({
    secrets: alleavesSecrets(),
    clock: new SettableClock(),
    allowed: { hosts: [], loopback: true },
    ...dependencies,
    limits: { ...FAST, ...dependencies.limits },
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
