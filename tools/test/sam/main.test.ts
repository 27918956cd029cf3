import { createServer } from 'node:net';
import { once } from 'node:events';
import { z } from 'zod';
import { run } from './commandLine';

/** An address at which nothing listens. */
async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  return `127.0.0.1:${port}`;
}

describe('npm run sam', () => {
  it.concurrent('helps, on stdout', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: npm run sam -- COMMAND [options]');
    expect(stdout).toContain('Exit codes:\n  0 ok');
  });

  it.concurrent('tells of a mistyped command, and what may be meant', async () => {
    const { code, stdout, stderr } = await run(['stauts']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe("error: unknown command 'stauts'\n(Did you mean status?)\n");
  });

  it.concurrent('tells of a fault that its own rules find as wrong use, which no JSON stands for', async () => {
    const { code, stdout, stderr } = await run(['status', '--json']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: Where\? Add --emulator/);
  });

  it.concurrent('says at once that the emulators are not there, as JSON too', async () => {
    const host = await freeAddress();
    const { code, stdout, stderr } = await run(['status', '--json'], {
      FIRESTORE_EMULATOR_HOST: host,
      PUBSUB_EMULATOR_HOST: host,
    });
    const message = `Nothing answers at ${host}. Start the services with npm run emulators, or correct FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST.`;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'emulator_unreachable', message } });
    expect(stderr).toBe(`error: ${message} [emulator_unreachable]\n`);
  });

  it.concurrent('says how to get credentials for a real project', async () => {
    const { code, stdout, stderr } = await run(['tenants', 'list', '--project', 'my-project'], {
      GOOGLE_APPLICATION_CREDENTIALS: '/nowhere/credentials.json',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('gcloud auth application-default login');
    expect(stderr).not.toContain('/nowhere');
  });
});
