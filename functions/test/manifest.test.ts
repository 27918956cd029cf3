import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { GOLDEN_MANIFEST, UPDATE_COMMAND } from '../../tools/release/goldenManifest';
import { loadManifest } from '../../tools/release/manifest';

const root = resolve(__dirname, '..');

/** What every function says of itself, so that nothing is left to defaults of Google's that may change. */
const common = z.looseObject({
  platform: z.literal('gcfv2'),
  region: z.literal('{{ params.SYNC_REGION }}'),
  availableMemoryMb: z.int().min(256).max(512),
  timeoutSeconds: z.int().min(30).max(540),
  cpu: z.literal(1),
  concurrency: z.int().min(1).max(80),
  minInstances: z.literal(0),
  maxInstances: z.int().min(1).max(20),
  labels: z.looseObject({ app: z.literal('sync-sam') }),
  // Secrets belong to tenants and are read when needed: none is bound to a function.
  secretEnvironmentVariables: z.undefined().optional(),
});
const runsAs = (...params: string[]) => ({
  serviceAccountEmail: z.enum(
    params.map((name) => `{{ params.${name} }}@{{ params.PROJECT_ID }}.iam.gserviceaccount.com`),
  ),
});
const internal = common.extend({
  ingressSettings: z.literal('ALLOW_INTERNAL_ONLY'),
  ...runsAs('SYNC_SERVICE_ACCOUNT'),
});
const open = common.extend({ ingressSettings: z.literal('ALLOW_ALL') });

const endpoint = z.union([
  internal.extend({
    eventTrigger: z.strictObject({
      eventType: z.literal('google.cloud.pubsub.topic.v1.messagePublished'),
      eventFilters: z.strictObject({ topic: z.string().startsWith('pos-sync-') }),
      retry: z.literal(true),
    }),
  }),
  internal.extend({
    eventTrigger: z.strictObject({
      eventType: z.literal('google.cloud.firestore.document.v1.written'),
      eventFilters: z.looseObject({}),
      eventFilterPathPatterns: z.strictObject({ document: z.string() }),
      retry: z.literal(true),
    }),
  }),
  // Cloud Scheduler calls from outside the project's network; IAM lets in nobody but the service account.
  open.extend({
    ...runsAs('SYNC_SERVICE_ACCOUNT'),
    scheduleTrigger: z.looseObject({
      schedule: z.string(),
      timeZone: z.literal('Etc/UTC'),
      retryConfig: z.looseObject({ retryCount: z.int() }),
    }),
  }),
  open.extend({
    callableTrigger: z.strictObject({}),
    ...runsAs('SYNC_API_SERVICE_ACCOUNT', 'SYNC_SERVICE_ACCOUNT'),
  }),
  open.extend({
    httpsTrigger: z.strictObject({ invoker: z.tuple([z.literal('public')]) }),
    ...runsAs('SYNC_MENU_SERVICE_ACCOUNT'),
  }),
]);

beforeAll(() => {
  if (!existsSync(join(root, 'lib/index.js')))
    throw new Error('The package is not built: run `npm run build` before the tests (npm test does).');
});

describe('the built package', () => {
  it('loads as the Firebase CLI loads it, with the triggers and options that are meant', async () => {
    const { manifest, warnings } = await loadManifest(root);
    // firebase-functions warns of params that are read while the functions are deployed.
    expect(warnings).toBe('');
    const golden: unknown = JSON.parse(readFileSync(GOLDEN_MANIFEST, 'utf8'));
    try {
      expect(manifest).toEqual(golden);
    } catch (error) {
      throw new Error(`The manifest has changed. If that is meant, run \`${UPDATE_COMMAND}\`.`, {
        cause: error,
      });
    }
  });

  it('sets every option of every function', async () => {
    const { manifest } = await loadManifest(root);
    const incomplete = Object.entries(manifest.endpoints).flatMap(([name, declared]) => {
      const { error } = endpoint.safeParse(declared);
      return error === undefined ? [] : [`${name}: ${error.message}`];
    });
    expect(incomplete).toEqual([]);
  });

  it('has callables read secrets only where they ask the POS', async () => {
    const { manifest } = await loadManifest(root);
    const callable = z.looseObject({ callableTrigger: z.object({}), serviceAccountEmail: z.string() });
    const reading = Object.entries(manifest.endpoints).flatMap(([name, declared]) =>
      callable.safeParse(declared).data?.serviceAccountEmail.includes('params.SYNC_SERVICE_ACCOUNT')
        ? [name]
        : [],
    );
    expect(reading).toEqual(['backfillProductAttributes']);
  });

  it('loads neither the pipeline nor what only some deployments use when an instance starts', async () => {
    const modules = await loadedBy('./lib/index.js');
    expect(modules).toContain('lib/platform/params.js');
    const own =
      /^lib\/(index|functions\/(?!composition)\w+|platform\/(lazily|limits|posLimits|units|params|settings|tracing\/(spans|trace)))\.js$/;
    const named =
      /^lib\/(api\/registry|api\/call\/errors\/requestError|sync\/run\/topics|documents\/stageNames)\.js$/;
    const late = /^node_modules\/(zod|@google-cloud\/pubsub|@opentelemetry\/(sdk|exporter))/;
    const isMeant = (module: string) =>
      module.startsWith('lib/') ? own.test(module) || named.test(module) : !late.test(module);
    expect(modules.filter((module) => !isMeant(module))).toEqual([]);
  });

  it('loads no packages but those that firebase-functions and the Admin SDK load themselves', async () => {
    const bare = await loadedBy('firebase-functions', 'firebase-admin/firestore');
    const modules = await loadedBy('./lib/index.js');
    // The clients of Pub/Sub, Secret Manager and the POS, and what parses their answers, come with the first event.
    expect(modules.filter((module) => !module.startsWith('lib/') && !bare.includes(module))).toEqual([]);
    expect(modules.some((module) => module.includes('firebase-functions'))).toBe(true);
  });
});

/** The files that are loaded with these modules in a process of its own, from the package's folder. */
async function loadedBy(...modules: string[]): Promise<string[]> {
  const script = `
    for (const name of ${JSON.stringify(modules)}) require(name);
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], {
    cwd: root,
    // As the runtime sets them; without them firebase-functions warns.
    env: { ...process.env, GCLOUD_PROJECT: 'demo', FIREBASE_CONFIG: '{"projectId":"demo"}' },
  });
  const files = z.array(z.string()).parse(JSON.parse(stdout));
  return files.map((file) => relative(root, file));
}
