import { createHmac } from 'node:crypto';
import { discoverFunctions } from '../../../tools/emulators/functions/hostedFunction';
import { Activity } from '../../../tools/emulators/delivery/activity';
import { applyParamDefaults } from '../../../tools/emulators/environment';
import { createRoutes } from '../../../tools/emulators/host/routes';
import { Scheduler } from '../../../tools/emulators/host/scheduler';
import { type HttpServer, startHttpServer } from '../../../tools/servers/httpServer';
import { callableNames } from '../../src/api/registry';
import { systemClock } from '../../src/platform/ports/clock';
import { recordingContext } from '../support/recordingContext';

const PROJECT = 'demo-forged';

/** The functions as they are deployed: without the variables by which emulators have tokens believed unseen. */
let server: HttpServer;
let touched = 0;
let takeBack = (): void => undefined;
beforeAll(async () => {
  expect(process.env['FIREBASE_DEBUG_MODE']).toBeUndefined();
  process.env['GCLOUD_PROJECT'] = PROJECT;
  process.env['FIREBASE_CONFIG'] = JSON.stringify({ projectId: PROJECT });
  for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const)
    jest.spyOn(console, method).mockReturnValue();
  // Loaded only now: Firebase's logger keeps the console that it finds.
  const { useContext } = await import('../../src/functions/composition');
  const { context } = recordingContext();
  const firestore = new Proxy(context.firestore, { get: () => void (touched += 1) });
  useContext({ ...context, firestore });
  const deployed = { ...(await import('../../src/index')) };
  takeBack = await applyParamDefaults();
  const functions = discoverFunctions(deployed, 80, new Activity());
  const scheduler = new Scheduler([], systemClock, context.log);
  const routes = createRoutes({
    project: PROJECT,
    functions,
    scheduler,
    clock: systemClock,
    describe: () => ({}),
  });
  server = await startHttpServer(routes, '127.0.0.1', 0);
});
afterAll(async () => {
  takeBack();
  delete process.env['GCLOUD_PROJECT'];
  delete process.env['FIREBASE_CONFIG'];
  await server.stop();
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(header: object, sign: (unsigned: string) => string, claims: object = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const unsigned = `${part(header)}.${part({
    iss: `https://securetoken.google.com/${PROJECT}`,
    aud: PROJECT,
    sub: 'user-1',
    user_id: 'user-1',
    auth_time: seconds,
    iat: seconds,
    exp: seconds + 3600,
    role: 'operator',
    ...claims,
  })}`;
  return `${unsigned}.${sign(unsigned)}`;
}

const hmac = (key: string) => (unsigned: string) =>
  createHmac('sha256', key).update(unsigned).digest('base64url');
const FORGED: Record<string, string> = {
  'without a signature': token({ alg: 'none', typ: 'JWT' }, () => ''),
  'without a signature, in other letters': token({ alg: 'NoNe', typ: 'JWT' }, () => ''),
  'signed with a word': token({ alg: 'HS256', typ: 'JWT' }, hmac('secret')),
  'signed with nothing': token({ alg: 'HS256', typ: 'JWT', kid: '' }, hmac('')),
  'that says RS256 and has no key': token({ alg: 'RS256', typ: 'JWT' }, hmac('x')),
  'of another project': token({ alg: 'none' }, () => '', {
    aud: 'other',
    iss: 'https://securetoken.google.com/other',
  }),
  'of a service account': token({ alg: 'none' }, () => '', {
    iss: 'sync-sam@x.iam.gserviceaccount.com',
    uid: 'x',
  }),
  'that is no token': 'operator',
};

it.each(callableNames)('%s believes no token that Firebase has not signed', async (name) => {
  for (const [how, forged] of Object.entries(FORGED)) {
    const response = await fetch(`${server.url}/${PROJECT}/us-central1/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${forged}` },
      body: JSON.stringify({ data: { orgId: 'org1' } }),
    });
    expect([how, response.status]).toEqual([how, 401]);
  }
  expect(touched).toBe(0);
});
