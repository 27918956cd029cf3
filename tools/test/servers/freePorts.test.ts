import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePorts } from '../../servers/freePorts';

it('finds ports that are free, each once, and that no program gets which asks for any', async () => {
  const ports = await freePorts(20);

  expect(new Set(ports).size).toBe(20);
  for (const port of ports) {
    expect(port).toBeLessThan(32_768);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  }
});
