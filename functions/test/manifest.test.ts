import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { GOLDEN_MANIFEST, UPDATE_COMMAND } from '../local/deploy/goldenManifest';
import { loadManifest } from '../local/deploy/manifest';

const root = resolve(__dirname, '..');

/** What every function says of itself, so that nothing is left to defaults of Google's that may change. */
const common = z.looseObject({
  platform: z.literal('gcfv2'),
  region: z.literal('{{ params.SYNC_REGION }}'),
  serviceAccountEmail: z.literal(
    '{{ params.SYNC_SERVICE_ACCOUNT }}@{{ params.PROJECT_ID }}.iam.gserviceaccount.com',
  ),
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
const internal = common.extend({ ingressSettings: z.literal('ALLOW_INTERNAL_ONLY') });
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
  internal.extend({
    scheduleTrigger: z.looseObject({
      schedule: z.string(),
      timeZone: z.literal('Etc/UTC'),
      retryConfig: z.looseObject({ retryCount: z.int() }),
    }),
  }),
  open.extend({ callableTrigger: z.strictObject({}) }),
  open.extend({ httpsTrigger: z.strictObject({ invoker: z.tuple([z.literal('public')]) }) }),
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

  it('loads neither the pipeline nor what only some deployments use when an instance starts', async () => {
    const script = `require('./lib/index.js'); console.log(JSON.stringify(Object.keys(require.cache)))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], {
      cwd: root,
      env: {
        ...process.env,
        GCLOUD_PROJECT: 'demo-sync-sam',
        FIREBASE_CONFIG: '{"projectId":"demo-sync-sam"}',
      },
    });
    const modules = z
      .array(z.string())
      .parse(JSON.parse(stdout))
      .map((file) => relative(root, file));
    expect(modules).toContain('lib/platform/params.js');
    const late = [
      /^lib\/(alleaves|domain|firestore)\//,
      /^lib\/(pipeline\/(?!topics)|callables\/(?!requestError))/,
      /^node_modules\/(zod|@google-cloud\/pubsub|@opentelemetry\/(sdk|exporter))/,
    ];
    expect(modules.filter((module) => late.some((pattern) => pattern.test(module)))).toEqual([]);
  });
});
