import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { initializeTestEnvironment, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { type Firestore, setLogLevel } from 'firebase/firestore';
import { SEEDED_DOCUMENTS } from './cases';
import { PEOPLE } from './people';

/** The rules that are deployed. */
export const RULES = readFileSync(resolve(__dirname, '../../../firestore.rules'), 'utf8');

/** @throws Error unless a Firestore with security rules is there: the embedded one has none, and would allow everything. */
async function emulatorAddress(): Promise<string> {
  const address = process.env['FIRESTORE_EMULATOR_HOST'];
  const greeting =
    address === undefined
      ? ''
      : await fetch(`http://${address}/`).then(
          (response) => response.text(),
          () => '',
        );
  if (address !== undefined && greeting.trim() === 'Ok') return address;
  throw new Error(
    `The rules can only be tried on a Firestore that has some, which ${address ?? 'FIRESTORE_EMULATOR_HOST'} is not: ` +
      'use `npm run emulators:suite -- --hidane`, or without `--hidane` the official one (Java 21).',
  );
}

/** A Firestore with security rules, and one client for each person: hundreds of clients would be too many for it. */
export class RulesEmulator {
  private constructor(
    private readonly environment: RulesTestEnvironment,
    private readonly rulesUrl: string,
    private readonly clients: ReadonlyMap<string, Firestore>,
  ) {}

  static async connect(): Promise<RulesEmulator> {
    // It warns of every refusal, of which there are thousands here.
    setLogLevel('silent');
    const address = await emulatorAddress();
    const { hostname: host, port } = new URL(`http://${address}`);
    const projectId = process.env['GCLOUD_PROJECT'] ?? 'demo-sync-sam';
    const environment = await initializeTestEnvironment({
      projectId,
      firestore: { host, port: Number(port), rules: RULES },
    });
    const clients = Object.entries(PEOPLE).map(([name, { claims }]) => {
      const context =
        claims === null
          ? environment.unauthenticatedContext()
          : environment.authenticatedContext(`the ${name}`, { ...claims });
      return [name, context.firestore() as unknown as Firestore] as const;
    });
    const rulesUrl = `http://${address}/emulator/v1/projects/${projectId}:securityRules`;
    return new RulesEmulator(environment, rulesUrl, new Map(clients));
  }

  clientOf(person: string): Firestore {
    const client = this.clients.get(person);
    if (client === undefined) throw new Error(`There is nobody called ${person}.`);
    return client;
  }

  /** Replaces the rules. @throws Error with the compiler's words where they are none. */
  async load(content: string): Promise<void> {
    const body = JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content }] } });
    const response = await fetch(this.rulesUrl, { method: 'PUT', body });
    const answer = await response.text();
    if (!response.ok || answer.includes('"ERROR"')) throw new Error(`These are no rules: ${answer}`);
  }

  /** Writes the documents that the cases are about, as they stand before each. */
  async seed(): Promise<void> {
    await this.environment.withSecurityRulesDisabled(async (context) => {
      const firestore = context.firestore();
      const batch = firestore.batch();
      for (const { path, data } of SEEDED_DOCUMENTS) {
        batch.set(firestore.doc(path), data);
        batch.delete(firestore.doc(path).parent.doc('new'));
      }
      await batch.commit();
    });
  }

  async close(): Promise<void> {
    await this.environment.cleanup();
  }
}
