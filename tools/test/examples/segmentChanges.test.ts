import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';
import { Timestamp, type Firestore } from 'firebase-admin/firestore';
import { startSuite, type Suite } from '../../emulators/suite';
import { type HttpServer, startHttpServer } from '../../servers/httpServer';
import { connectFirestore } from '../emulators/connect';
import { recordingLog } from '../emulators/recordingLog';

const project = 'demo-segment-example';
let suite: Suite;
let db: Firestore;
let webhook: HttpServer;
let received: { headers: IncomingHttpHeaders; body: unknown }[] = [];
/** How often the webhook refuses before it takes anything. */
let refusals = 0;

const receive: RequestListener = (request, response) => {
  void json(request).then((body) => {
    const isRefused = refusals > 0;
    refusals -= 1;
    if (!isRefused) received.push({ headers: request.headers, body });
    response.writeHead(isRefused ? 503 : 204).end();
  });
};

beforeAll(async () => {
  webhook = await startHttpServer(receive, '127.0.0.1', 0);
  process.env['SEGMENT_WEBHOOK'] = webhook.url;
  suite = await startSuite({
    project,
    schedules: false,
    now: new Date('2026-11-20T15:00:00Z'),
    backoff: { minimumMs: 1, maximumMs: 8 },
    log: recordingLog(),
    loadExports: () => import('../../../docs/examples/segment-changes/index'),
  });
  db = connectFirestore(suite.firestore.host, project);
});
beforeEach(() => {
  received = [];
  refusals = 0;
});
afterAll(async () => {
  await db.terminate();
  await suite.stop();
  await webhook.stop();
});

let changes = 0;

async function change(fields: Record<string, unknown> = {}): Promise<string> {
  changes += 1;
  const changeId = `alleaves_42_2026-11-20T15:00:00.00${changes}Z`;
  const at = Timestamp.fromDate(new Date('2026-11-20T15:00:00Z'));
  await db.doc(`tenants/org1/segment_changes/${changeId}`).set({
    ...{ orgId: 'org1', customerId: 'alleaves_42', posCustomerId: '42', from: 'loyal', to: 'at_risk' },
    ...{ cause: 'time', reason: 'last order over 45 days ago', at, totalSpent: 300, orderCount: 6 },
    ...{ previousOrderCount: 6, expireAt: at },
    ...fields,
  });
  await suite.idle();
  return changeId;
}

describe('the example of a consumer of segment changes', () => {
  it('tells a webhook who moved from where to where, with an id by which a repetition is known', async () => {
    const changeId = await change();
    expect(received).toEqual([
      {
        headers: expect.objectContaining({ 'idempotency-key': changeId }),
        body: { orgId: 'org1', customerId: 'alleaves_42', from: 'loyal', to: 'at_risk', cause: 'time' },
      },
    ]);
  });

  it('tells it again until the webhook takes it', async () => {
    refusals = 3;
    await change({ cause: 'order', from: 'at_risk', to: 'loyal' });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['a history that was read for the first time', { cause: 'order', previousOrderCount: 0 }],
    ['other rules', { cause: 'rules' }],
    ['a repair', { cause: 'repair', from: null }],
  ])('says nothing of %s', async (_, fields) => {
    await change(fields);
    expect(received).toEqual([]);
  });
});
