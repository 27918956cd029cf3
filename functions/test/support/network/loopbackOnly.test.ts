import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startHttpServer } from '../../../../tools/servers/httpServer';

/** Reserved for documentation (RFC 5737): nobody answers there. */
const OUTSIDE = 'http://192.0.2.1/';

describe('a test run', () => {
  it('refuses a request to another machine, and names it', async () => {
    await expect(fetch(OUTSIDE)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('A test contacted 192.0.2.1') },
    });
  });

  it('refuses a name before it is looked up', async () => {
    await expect(fetch('http://metadata.google.internal/')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('A test contacted metadata.google.internal') },
    });
  });

  it('refuses it in processes that tests start', async () => {
    const script = `fetch(${JSON.stringify(OUTSIDE)}).catch((error) => console.log(error.cause.message))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script]);
    expect(stdout).toContain('A test contacted 192.0.2.1');
  });

  it('reaches this machine', async () => {
    const server = await startHttpServer((_request, response) => response.end('here'), '127.0.0.1', 0);
    expect(await (await fetch(server.url)).text()).toBe('here');
    await server.stop();
  });
});
