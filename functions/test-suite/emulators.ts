import { PubSub } from '@google-cloud/pubsub';
import { initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type PosSimulator, startPosSimulator } from '../../tools/pos/simulator';
import { SUITE_CREDENTIALS } from '../../tools/suite/credentials';
import type { World } from '../../tools/pos/world';

const POLL_MS = 250;

/** What `firebase emulators:exec` and the embedded emulators tell by the environment. */
const environment = z.object({
  FIRESTORE_EMULATOR_HOST: z.string(),
  PUBSUB_EMULATOR_HOST: z.string(),
  GCLOUD_PROJECT: z.string(),
  /** `host:port` of the Functions emulator. */
  FUNCTIONS_EMULATOR_HOST: z.string().default('127.0.0.1:5001'),
});

/** Emulators that somebody else runs, reached as any program reaches them. */
export class Emulators {
  private constructor(
    readonly project: string,
    private readonly functionsHost: string,
    readonly firestore: Firestore,
    private readonly pubsub: PubSub,
  ) {}

  /** @throws Error naming the variables that are missing. */
  static connect(): Emulators {
    const parsed = environment.safeParse(process.env);
    if (!parsed.success)
      throw new Error(
        `No emulators are known: use \`npm run emulators:suite\`. ${z.prettifyError(parsed.error)}`,
      );
    process.env['METADATA_SERVER_DETECTION'] = 'none';
    const { GCLOUD_PROJECT: projectId, FUNCTIONS_EMULATOR_HOST } = parsed.data;
    const firestore = getFirestore(initializeApp({ projectId }));
    return new Emulators(projectId, FUNCTIONS_EMULATOR_HOST, firestore, new PubSub({ projectId }));
  }

  async close(): Promise<void> {
    await Promise.all([this.firestore.terminate(), this.pubsub.close()]);
  }

  /** Opens a shop at a POS of its own and makes it a tenant. */
  async open(orgId: string, world: World): Promise<PosSimulator> {
    const pos = await startPosSimulator({ tenants: [{ ...SUITE_CREDENTIALS, world }] });
    await this.firestore.doc(`tenants/${orgId}`).set({
      name: orgId,
      pos: { provider: 'alleaves', status: 'active', secretPrefix: 'SUITE', baseUrl: pos.baseUrl },
    });
    return pos;
  }

  async publish(topic: string, text: string): Promise<string> {
    return this.pubsub.topic(topic).publishMessage({ data: Buffer.from(text) });
  }

  /** Starts a sync, and waits for its record. */
  async sync(orgId: string, message: object = {}): Promise<Record<string, unknown>> {
    const runId = `suite-${orgId}-${Date.now()}`;
    await this.publish('pos-sync-tenant', JSON.stringify({ orgId, runId, ...message }));
    return this.until(`the run ${runId} ends`, async () => {
      const run = (await this.firestore.doc(`tenants/${orgId}/sync_runs/${runId}`).get()).data();
      return run?.['finishedAt'] ? run : undefined;
    });
  }

  async documents(collection: string, orgId: string): Promise<Record<string, Record<string, unknown>>> {
    const { docs } = await this.firestore.collection(`tenants/${orgId}/${collection}`).get();
    return Object.fromEntries(docs.map((snapshot) => [snapshot.id, snapshot.data()]));
  }

  /** Calls a callable with an unsigned token, as the Auth emulator makes them. */
  async call(name: string, data: object, claims: object): Promise<{ status: number; body: unknown }> {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: 'suite', user_id: 'suite', ...claims })}.`;
    const response = await fetch(`http://${this.functionsHost}/${this.project}/us-central1/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ data }),
    });
    return { status: response.status, body: z.unknown().parse(await response.json()) };
  }

  /** Looks until `look` finds something. @throws Error saying what never happened, after 100 s. */
  async until<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
    for (let left = 100_000 / POLL_MS; left > 0; left -= 1) {
      const found = await look();
      if (found !== undefined) return found;
      await delay(POLL_MS);
    }
    throw new Error(`It did not happen that ${what}`);
  }
}
