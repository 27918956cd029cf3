import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { exchange } from '../../../tools/emulators/process/exchange';
import { startSuite, type Suite } from '../../../tools/emulators/suite';
import { type PosSimulator, startPosSimulator } from '../../../tools/pos/simulator';
import { World } from '../../../tools/pos/world';
import { GENERAL_CODES } from '../../../tools/docs/general';
import { callableNames, loadCallable } from '../../src/api/registry';
import type { Role } from '../../src/api/call/roles';
import type { Context } from '../../src/platform/ports/context';
import { DEFAULT_SETTINGS, type Settings } from '../../src/platform/settings';
import { type LimitChanges, limitsWith } from './limits';
import type { LogLine } from './pipeline';

/** The time at which a harness's clock starts. */
export const CALLABLES_NOW = new Date('2026-11-20T15:00:00Z');

/** Personal data that tests send: none may come back in an error or be in a log. */
export const PERSONAL = ['jane.doe.4711@example.com', '+15550104711', 'Zaphod Beeblebrox'];

/** The claims of a caller; null calls without a token. */
export type Token = { role?: unknown; orgId?: unknown } | null;

export interface Answer {
  /** Of HTTP. */
  status: number;
  /** What the callable returned. */
  result?: Record<string, unknown> | undefined;
  error?:
    | { status: string; message: string; details?: { code?: string | undefined } | undefined }
    | undefined;
}

const answerBody = z.object({
  result: z.record(z.string(), z.unknown()).optional(),
  error: z
    .object({
      status: z.string(),
      message: z.string(),
      details: z.object({ code: z.string().optional() }).optional(),
    })
    .optional(),
});

/** The codes that `docs/api.md` says a call can answer with. */
async function documentedCodes(name: string): Promise<string[]> {
  const known = callableNames.find((callable) => callable === name);
  const own = known === undefined ? [] : (await loadCallable(known)).errors;
  return [...GENERAL_CODES, ...own.map(({ code }) => code)];
}

let harnesses = 0;

/** The deployed functions on the embedded services, called over HTTP as the Firebase SDKs call them, with shops at a POS. */
export class CallableHarness {
  private constructor(
    readonly suite: Suite,
    readonly pos: PosSimulator,
    readonly context: Context,
    readonly worlds: Readonly<Record<string, World>>,
    readonly lines: LogLine[],
    private readonly tuned: { settings: Settings },
  ) {}

  /** Starts with one tenant for each world: `org1`, `org2` and so on; by default two with nothing at the POS. One harness a process at a time. */
  static async start(given: readonly World[] = [new World(), new World()]): Promise<CallableHarness> {
    const worlds = Object.fromEntries(given.map((world, position) => [`org${position + 1}`, world]));
    const entries = Object.entries(worlds);
    const secretsFile = join(await mkdtemp(join(tmpdir(), 'sync-sam-')), 'secrets');
    const secrets = entries.map(([orgId]) =>
      [`USERNAME=user-${orgId}`, 'PASSWORD=correct-horse', 'PIN=4711', `LOCATION_ID=${orgId}-location`]
        .map((line) => `${orgId}_${line}`)
        .join('\n'),
    );
    await writeFile(secretsFile, secrets.join('\n'));
    const lines: LogLine[] = [];
    const write = (level: string) => (message: string, fields?: Record<string, unknown>) =>
      void lines.push({ level, message, fields: { ...fields } });
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    // Firebase's own lines about each verified token.
    for (const method of ['debug', 'info', 'warn'] as const) jest.spyOn(console, method).mockReturnValue();

    harnesses += 1;
    let context: Context | undefined;
    const tuned = { settings: DEFAULT_SETTINGS };
    const suite = await startSuite({
      project: `demo-callables-${process.pid}-${harnesses}`,
      schedules: false,
      now: CALLABLES_NOW,
      backoff: { minimumMs: 1, maximumMs: 8 },
      log,
      loadExports: async (clock) => {
        // Loaded here, where the environment points at the services.
        const { createContext, useContext } = await import('../../src/functions/composition');
        const created = createContext({ clock, secretsFile });
        tuned.settings = created.settings;
        context = {
          ...created,
          log,
          get settings() {
            return tuned.settings;
          },
        };
        useContext(context);
        return import('../../src/index');
      },
    });
    if (context === undefined) throw new Error('The suite loaded no functions');
    suite.firestore.attach(context.firestore);
    const pos = await startPosSimulator({
      clock: suite.clock,
      tenants: entries.map(([orgId, world]) => ({
        username: `user-${orgId}`,
        password: 'correct-horse',
        pin: '4711',
        locationId: `${orgId}-location`,
        world,
      })),
    });
    const harness = new CallableHarness(suite, pos, context, worlds, lines, tuned);
    for (const [orgId] of entries) {
      await harness.firestore.doc(`tenants/${orgId}`).set({
        name: orgId,
        pos: { provider: 'alleaves', status: 'active', secretPrefix: orgId, baseUrl: pos.baseUrl },
      });
    }
    return harness;
  }

  async stop(): Promise<void> {
    await this.suite.stop();
    await this.pos.stop();
    await this.firestore.terminate();
  }

  /** Changes limits from now on. */
  limit(changes: LimitChanges): void {
    const { settings } = this.tuned;
    this.tuned.settings = { ...settings, limits: limitsWith(changes, settings.limits) };
  }

  get firestore(): Firestore {
    return this.context.firestore;
  }

  /** What the server has counted as billed. */
  stats(): { reads: number; writes: number; deletes: number } {
    return this.suite.firestore.stats(this.suite.project);
  }

  /** Calls a function with `data`, by default as the manager of `org1`. */
  async call(name: string, data: unknown = {}, token: Token = manager('org1')): Promise<Answer> {
    return this.post(name, JSON.stringify({ data }), token);
  }

  /** What a callable answers, by its own schema. @throws Error if it refuses. */
  async result<Output extends z.ZodType>(
    { name, output }: { name: string; output: Output },
    data: object = {},
    token: Token = manager('org1'),
  ): Promise<z.output<Output>> {
    const { status, error, result } = await this.call(name, data, token);
    if (status !== 200) throw new Error(`${name} answers ${status}: ${error?.message}`);
    return output.parse(result);
  }

  /**
   * Posts a body as it is.
   * @throws Error if the answer is an error that the callable does not document.
   */
  async post(name: string, body: string, token: Token): Promise<Answer> {
    const { status, text } = await this.exchange(name, body, token);
    const answer = answerBody.parse(JSON.parse(text));
    const code = answer.error?.details?.code;
    if (code !== undefined && !(await documentedCodes(name)).includes(code))
      throw new Error(`${name} answers ${code}: name it in its errors.`);
    return { status, ...answer };
  }

  /** Posts a body as it is; the answer as it comes. */
  async exchange(
    name: string,
    body: string,
    token: Token,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; text: string }> {
    const url = `${this.suite.functions.url}/${this.suite.project}/us-central1/${name}`;
    return exchange(
      url,
      'POST',
      {
        'content-type': 'application/json',
        ...(token !== null && { authorization: `Bearer ${this.unsignedToken(token)}` }),
        ...headers,
      },
      body,
    );
  }

  /** Runs a sync of a tenant to its end. */
  async sync(orgId = 'org1'): Promise<void> {
    await this.context.publisher.publish('pos-sync-tenant', { orgId });
    await this.suite.idle();
  }

  async document(path: string): Promise<Record<string, unknown> | undefined> {
    return (await this.firestore.doc(path).get()).data();
  }

  /** A token as the Auth emulator makes them: the claims of Firebase, and no signature. */
  private unsignedToken(claims: object): string {
    const seconds = Math.floor(this.suite.clock.now().getTime() / 1000);
    const { project } = this.suite;
    const payload = {
      iss: `https://securetoken.google.com/${project}`,
      aud: project,
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 3600,
      user_id: 'user-1',
      sub: 'user-1',
      firebase: { sign_in_provider: 'password', identities: {} },
      ...claims,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`;
  }
}

const member = (role: Role) => (orgId: string) => ({ role, orgId });
export const staff = member('staff');
export const manager = member('manager');
export const owner = member('owner');
export const operator = { role: 'operator' };
