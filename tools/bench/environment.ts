import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { posProtocol, servicesProtocol, workerProtocol, type Services } from './processes/protocols';
import { startProcess, type RemoteProcess } from './processes/rpc';
import type { WorldSource } from './worlds';

export const ORG_ID = 'bench';

/** A small tenant, synced before anything is measured: an instance that has just started is slower. */
export const WARM_UP_ORG_ID = 'warmup';

/** The functions that take part in a sync. */
export const SYNC_FUNCTIONS = [
  'schedulePosSync',
  'scheduleRecentChanges',
  'syncCustomers',
  'syncOrders',
  'computeSpending',
  'syncProducts',
  'recordSyncStatus',
  'recomputeSegment',
  'storeDeadLetter',
];
/** The embedded services want at least one; this one is at work only when it is called. */
export const NO_SYNC_FUNCTIONS = ['schedulePosSync'];

export interface EnvironmentOptions {
  world: WorldSource;
  /** Names of the functions that are at work; a baseline has none, and so causes no events. */
  functions: readonly string[];
  /** Flags for Node in the process that is measured. */
  workerFlags?: readonly string[];
  /** How long a stage works before a continuation takes over, in place of the deployed time. */
  timeBudgetMilliseconds?: number;
  /** Limits of the client of the POS, in place of the deployed ones. */
  pos?: Record<string, number>;
  /** Whether the tenants' credentials are in one secret each. */
  credentialsInOneSecret?: boolean;
  /** Other tenants, with shops of the same size. */
  crowd?: readonly string[];
  /** Whether each call of a function logs in for itself, as on an instance that has just started. */
  freshSessions?: boolean;
  /** Flags for Node in the process of the embedded Firestore, which holds everything in memory. */
  servicesFlags?: readonly string[];
}

export type Worker = RemoteProcess<typeof workerProtocol>;

/** What the point of sale says of itself. */
type Shop = z.output<typeof posProtocol.start.result>;

const scriptOf = (name: string) => join(__dirname, 'processes', `${name}.ts`);

/** The services, the point of sale, and the worker, each in a process of its own. */
export class Environment {
  private workers: Worker[] = [];

  private constructor(
    readonly services: RemoteProcess<typeof servicesProtocol>,
    readonly pos: RemoteProcess<typeof posProtocol>,
    readonly size: Pick<Shop, 'customers' | 'orders' | 'items'>,
    private readonly addresses: Services,
    private readonly shop: Shop,
    private readonly directory: string,
    private readonly options: EnvironmentOptions,
  ) {}

  static async start(options: EnvironmentOptions): Promise<Environment> {
    const { world, functions, crowd = [], servicesFlags = [] } = options;
    const pos = startProcess(posProtocol, scriptOf('posProcess'), { nodeFlags: servicesFlags });
    const services = startProcess(servicesProtocol, scriptOf('servicesProcess'), {
      nodeFlags: servicesFlags,
    });
    const shop = await pos.call('start', { world, tenants: [ORG_ID, WARM_UP_ORG_ID], crowd: [...crowd] });
    const addresses = await services.call('start', { now: shop.now, functions: [...functions] });
    const directory = await mkdtemp(join(tmpdir(), 'sync-sam-bench-'));
    await writeFile(join(directory, 'secrets'), shop.secrets.join('\n'), { mode: 0o600 });
    const environment = new Environment(services, pos, shop, addresses, shop, directory, options);
    for (const orgId of [ORG_ID, ...crowd]) await environment.putTenant(orgId, 'active');
    return environment;
  }

  /**
   * Replaces the process at work, a baseline or the functions, by a new one. The segments' trigger gets a process of its own,
   * as functions have in the cloud.
   */
  async startWorkers(): Promise<{ stages: Worker; triggers: Worker | undefined }> {
    await this.stopWorkers();
    const [stages, triggers] = await Promise.all([
      this.startWorker(this.options.workerFlags),
      this.options.functions.includes('recomputeSegment') ? this.startWorker([]) : undefined,
    ]);
    await this.services.call('deliverTo', { stages: stages.url, triggers: triggers?.url ?? '' });
    return { stages: stages.worker, triggers: triggers?.worker };
  }

  /** Ends the worker. */
  async stopWorkers(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    this.workers = [];
  }

  async stop(): Promise<void> {
    await this.stopWorkers();
    await Promise.all([this.services.stop(), this.pos.stop()]);
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Writes a tenant's document. */
  async putTenant(orgId: string, status: 'active' | 'paused'): Promise<void> {
    const { baseUrl, lookbackDays } = this.shop;
    const { credentialsInOneSecret = false } = this.options;
    const place = { baseUrl, secretPrefix: orgId, credentialsInOneSecret };
    const pos = { provider: 'alleaves', status, lookbackDays, ...place };
    await this.services.call('putDocuments', {
      documents: [{ path: `tenants/${orgId}`, data: { name: orgId, pos } }],
    });
  }

  private async startWorker(nodeFlags: readonly string[] = []): Promise<{ worker: Worker; url: string }> {
    const worker = startProcess(workerProtocol, scriptOf('workerProcess'), { nodeFlags });
    this.workers.push(worker);
    const { url } = await worker.call('start', {
      ...this.addresses,
      now: this.shop.now,
      secretsFile: join(this.directory, 'secrets'),
      timeBudgetMilliseconds: this.options.timeBudgetMilliseconds,
      pos: this.options.pos,
      freshSessions: this.options.freshSessions,
    });
    return { worker, url };
  }
}
