import { appendFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentChange } from '../../../tools/emulators/firestore/changes';
import type { ProcessHost } from '../../../tools/emulators/process/processHost';
import { type ProcessSuiteOptions, startProcessSuite, type Suite } from '../../../tools/emulators/suite';
import type { Context } from '../../src/platform/ports/context';
import type { Limits } from '../../src/platform/limits';
import type { Settings } from '../../src/platform/settings';

/** When a deployment's clock begins: 10 in the morning in the shops' time zone. */
export const DEPLOYMENT_START = new Date('2026-11-20T15:00:00Z');

/** What a test changes of the functions' settings. */
export type Tuning = Partial<Omit<Settings, 'limits'>>;

/** Small pages, so that small shops have many; a POS that fails is not waited for. */
const POS_LIMITS: Partial<Limits['pos']> = {
  pageSize: 10,
  retries: 1,
  backoffMilliseconds: 1,
  longestBackoffMilliseconds: 5,
  // Longer than any test holds a request.
  timeoutMilliseconds: 60_000,
};

/** In milliseconds; Google's are a thousand times as long. */
const SOON = { minimumMs: 10, maximumMs: 100 };

let deployments = 0;

/**
 * The deployed functions in a process of their own, on the embedded Firestore and Pub/Sub over gRPC: events are pushed to
 * it by HTTP and pushed again if it fails or dies, as on Google Cloud. One a process at a time.
 */
export class Deployment {
  private constructor(
    readonly suite: Suite<ProcessHost>,
    /** An operator's, in this process: the same services, by the same clients. */
    readonly operator: Context,
    private readonly secretsFile: string,
    private readonly tuning: Tuning,
    /** Whatever the functions and the services wrote. */
    readonly lines: string[],
  ) {}

  /** @param services How the services behave; default: a failed delivery comes again soon. */
  static async start(
    tuning: Tuning = {},
    services: Pick<ProcessSuiteOptions, 'backoff' | 'overload'> = { backoff: SOON },
  ): Promise<Deployment> {
    const secretsFile = join(await mkdtemp(join(tmpdir(), 'sync-sam-')), 'secrets');
    await writeFile(secretsFile, '');
    const lines: string[] = [];
    const write = (message: string, fields?: object) =>
      void lines.push(JSON.stringify({ message, ...fields }));
    const log = { debug: write, info: write, warn: write, error: write };
    deployments += 1;
    tune(tuning);
    const suite = await startProcessSuite({
      project: `demo-deployment-${process.pid}-${deployments}`,
      schedules: false,
      now: DEPLOYMENT_START,
      ...services,
      log,
      entry: join(__dirname, 'deployedFunctions.ts'),
      secretsFile,
      restarts: false,
      output: (line) => void lines.push(line),
    });
    // Loaded here, where the environment points at the services.
    const { createContext } = await import('../../src/functions/composition');
    const operator = { ...createContext({ clock: suite.clock, secretsFile }), log };
    return new Deployment(suite, operator, secretsFile, tuning, lines);
  }

  async stop(): Promise<void> {
    await this.suite.stop();
    await this.operator.firestore.terminate();
  }

  /** The scheduled sync of all active tenants begins; resolves when their messages are published. */
  async beginTick(): Promise<void> {
    await this.suite.functions.runSchedule('schedulePosSync');
  }

  /** Resolves when nothing is under way or waits to be tried again. */
  async settle(): Promise<void> {
    await this.suite.idle();
  }

  async tick(): Promise<void> {
    await this.beginTick();
    await this.settle();
  }

  /** Kills the functions by SIGKILL. */
  async kill(): Promise<void> {
    await this.suite.functions.kill();
  }

  /** Starts the functions again, after they were killed. @param tuning What is to differ from the deployment's from now on. */
  async restart(tuning: Tuning = {}): Promise<void> {
    tune({ ...this.tuning, ...tuning });
    await this.suite.functions.restart();
  }

  /** Adds secrets, as `NAME=value`; one of a name that is there already replaces it. */
  async addSecrets(lines: readonly string[]): Promise<void> {
    await appendFile(this.secretsFile, `${lines.join('\n')}\n`);
  }

  /** Calls back for every change of a document from now on; returns the function that ends it. */
  onChange(listener: (change: DocumentChange) => void): () => void {
    return this.suite.firestore.database(this.suite.project).onChange(listener);
  }

  /** How many log lines say this. */
  count(text: string): number {
    return this.lines.filter((line) => line.includes(text)).length;
  }

  /** The dead letters of a tenant (null: of none). */
  async deadLetters(orgId: string | null) {
    const { docs } = await this.operator.firestore
      .collection('dead_letters')
      .where('orgId', '==', orgId)
      .get();
    return docs;
  }
}

/** Hands settings to the next process of functions; see deployedFunctions.ts. */
function tune(settings: Tuning): void {
  process.env['DEPLOYMENT_TUNING'] = JSON.stringify({ settings, pos: POS_LIMITS });
}
