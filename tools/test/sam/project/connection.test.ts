import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRETS_FILE } from '../../../emulators/secretsFile';
import { openContext } from '../../../sam/project/connection';
import { type HttpServer, startHttpServer } from '../../../servers/httpServer';
import { recordingContext } from '../../../../functions/test/support/recordingContext';

jest.mock('../../../emulators/secretsFile', () => ({
  SECRETS_FILE: join(tmpdir(), `connection-${process.pid}.secret.local`),
}));

/** Stands for both services: no more is asked of them than that they are there. */
let services: HttpServer;
beforeAll(async () => {
  services = await startHttpServer((_request, response) => void response.end(), '127.0.0.1', 0);
});
afterAll(() => services.stop());

async function pinOn(secretsFile: string | undefined): Promise<string | undefined> {
  const { host } = new URL(services.url);
  const { secrets } = await openContext(
    { kind: 'emulator', project: 'demo-connection', firestoreHost: host, pubsubHost: host },
    { secretsFile, now: undefined, log: recordingContext().context.log },
  );
  return secrets.read('SHOP_PIN', { orgId: 'shop' });
}

it('takes the secrets of the emulators, wherever it is started, or those of a file that is named', async () => {
  await writeFile(SECRETS_FILE, 'SHOP_PIN=1111');
  const own = join(await mkdtemp(join(tmpdir(), 'connection-')), 'secrets');
  await writeFile(own, 'SHOP_PIN=2222');

  expect(await pinOn(undefined)).toBe('1111');
  expect(await pinOn(own)).toBe('2222');
});
