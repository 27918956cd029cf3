import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(__dirname, '..');

const manifest = z.object({ endpoints: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Starts firebase-functions' own server on the built package, as `firebase deploy` does, and reads the manifest. */
async function loadManifest(): Promise<z.infer<typeof manifest>> {
  if (!existsSync(join(root, 'lib/index.js'))) {
    throw new Error('The package is not built: run `npm run build` before the tests (npm test does).');
  }
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(
    process.execPath,
    [join(root, 'node_modules/firebase-functions/lib/bin/firebase-functions.js'), root],
    {
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        GCLOUD_PROJECT: 'demo-sync-sam',
        FUNCTIONS_CONTROL_API: 'true',
      },
    },
  );
  let errors = '';
  server.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = new Promise<never>((_resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`firebase-functions ended with ${code}: ${errors}`)));
  });
  exited.catch(() => undefined);
  try {
    for (;;) {
      const response = await Promise.race([
        exited,
        fetch(`http://127.0.0.1:${port}/__/functions.yaml`).catch(() => undefined),
      ]);
      if (response === undefined) continue;
      const text = await response.text();
      if (!response.ok) throw new Error(`The manifest can't be loaded: ${text}`);
      return manifest.parse(JSON.parse(text));
    }
  } finally {
    server.removeAllListeners('exit');
    server.kill();
  }
}

describe('the built package', () => {
  it('loads as the Firebase CLI loads it, every function with its trigger', async () => {
    const { endpoints } = await loadManifest();
    const triggers = Object.fromEntries(
      Object.entries(endpoints).map(([name, endpoint]) => [name, triggerOf(endpoint)]),
    );
    expect(triggers).toEqual({
      schedulePosSync: 'schedule */30 * * * *',
      refreshDueSegments: 'schedule 0 * * * *',
      syncCustomers: 'topic pos-sync-tenant',
      syncOrders: 'topic pos-sync-orders',
      computeSpending: 'topic pos-sync-spending',
      syncProducts: 'topic pos-sync-products',
      recordSyncStatus: 'topic pos-sync-status',
      storeDeadLetter: 'topic pos-sync-dead-letter',
      recomputeSegment: 'document tenants/{orgId}/customer_spending/{spendingKey}',
    });
  });
});

const endpointTriggers = z.object({
  scheduleTrigger: z.object({ schedule: z.string() }).optional(),
  eventTrigger: z
    .object({
      eventFilters: z.record(z.string(), z.string()),
      eventFilterPathPatterns: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});

function triggerOf(endpoint: unknown): string {
  const { scheduleTrigger, eventTrigger } = endpointTriggers.parse(endpoint);
  if (scheduleTrigger) return `schedule ${scheduleTrigger.schedule}`;
  const document = eventTrigger?.eventFilterPathPatterns?.['document'];
  return document === undefined ? `topic ${eventTrigger?.eventFilters['topic']}` : `document ${document}`;
}
