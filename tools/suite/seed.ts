import { appendFile, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { PubSub } from '@google-cloud/pubsub';
import { Command, InvalidArgumentError } from 'commander';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import ora from 'ora';
import { SAMPLE_SHOPS } from '../emulators/clients/sampleAccounts';
import { SECRETS_FILE } from '../emulators/secretsFile';
import { buildOddities, buildRoster } from '../pos/worlds/builders';
import { startPosSimulator } from '../pos/simulator';
import type { World } from '../pos/world';

interface SeedOptions {
  project: string;
  firestore: string;
  pubsub: string;
  posPort: number;
  customers: number;
  secrets: string;
}

interface Shop {
  orgId: string;
  world: World;
}

const [LARGE, ODD] = SAMPLE_SHOPS;

const shopsOf = ({ customers }: SeedOptions): Shop[] => [
  { orgId: LARGE, world: buildRoster({ seed: 1, customers, items: 400, now: new Date() }) },
  { orgId: ODD, world: buildOddities({ now: new Date() }) },
];

const credentialsOf = (orgId: string) => ({
  username: `${orgId}-user`,
  password: `${orgId}-password`,
  pin: '4711',
  locationId: orgId === LARGE ? '101' : '102',
});

/** Adds the shops' secrets to the file in which the functions look for them under an emulator; keeps what is there. */
async function writeSecrets(file: string, shops: readonly Shop[]): Promise<void> {
  const present = await readFile(file, 'utf8').catch(() => '');
  for (const { orgId } of shops) {
    if (present.includes(`${orgId}_USERNAME=`)) continue;
    const { username, password, pin, locationId } = credentialsOf(orgId);
    const lines = [
      `${orgId}_USERNAME=${username}`,
      `${orgId}_PASSWORD=${password}`,
      `${orgId}_PIN=${pin}`,
      `${orgId}_LOCATION_ID=${locationId}`,
    ];
    await appendFile(file, `${present === '' || present.endsWith('\n') ? '' : '\n'}${lines.join('\n')}\n`);
  }
}

/** Resolves when something listens at `host:port`. */
async function listening(address: string): Promise<void> {
  const { hostname, port } = new URL(`http://${address}`);
  for (;;) {
    const socket = createConnection({ host: hostname, port: Number(port) });
    const found = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]);
    socket.destroy();
    if (found) return;
    await delay(500);
  }
}

async function seed(options: SeedOptions): Promise<void> {
  const { project, firestore: firestoreHost, pubsub: pubsubHost, posPort } = options;
  const progress = ora();
  const shops = shopsOf(options);
  await writeSecrets(options.secrets, shops);
  const pos = await startPosSimulator({
    port: posPort,
    tenants: shops.map(({ orgId, world }) => ({ ...credentialsOf(orgId), world })),
  });
  progress.succeed(`The points of sale of ${shops.length} shops are at ${pos.baseUrl}`);

  for (const [name, address] of [
    ['Firestore', firestoreHost],
    ['Pub/Sub', pubsubHost],
  ] as const) {
    progress.start(
      `Waiting for ${name} at ${address}: start \`firebase emulators:start\` or \`npm run emulators\``,
    );
    await listening(address);
    progress.succeed(`${name} is at ${address}`);
  }
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: firestoreHost,
    PUBSUB_EMULATOR_HOST: pubsubHost,
    METADATA_SERVER_DETECTION: 'none',
  });
  const firestore = getFirestore(initializeApp({ projectId: project }));
  const topic = new PubSub({ projectId: project }).topic('pos-sync-tenant');
  for (const { orgId } of shops) {
    const connection = { provider: 'alleaves', status: 'active', secretPrefix: orgId, baseUrl: pos.baseUrl };
    await firestore.doc(`tenants/${orgId}`).set({ name: orgId, pos: connection });
    await topic.publishMessage({ json: { orgId } });
  }
  for (const { orgId } of shops) {
    progress.start(`Syncing ${orgId}`);
    for (;;) {
      const status = (await firestore.doc(`tenants/${orgId}/sync_status/pos`).get()).data();
      if (status?.['lastSyncAt']) {
        progress.succeed(
          `${orgId}: ${String(status['customerCount'])} customers, ${String(status['orderCount'])} orders`,
        );
        break;
      }
      await delay(500);
    }
  }
  progress.info('The points of sale stay open for further syncs, until Ctrl-C.');
}

function parseCount(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number.');
}

const command = new Command('seed')
  .description('Gives running emulators two shops with points of sale, and syncs them.')
  .option('--project <id>', 'project id', 'demo-sync-sam')
  .option('--firestore <host:port>', 'where Firestore is', '127.0.0.1:8080')
  .option('--pubsub <host:port>', 'where Pub/Sub is', '127.0.0.1:8085')
  .option('--pos-port <port>', 'port of the points of sale', parseCount, 5055)
  .option('--customers <count>', 'customers of the larger shop', parseCount, 300)
  .option('--secrets <file>', 'where the secrets are written', SECRETS_FILE)
  .action(seed);

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
