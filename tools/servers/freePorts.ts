import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { randomInt } from 'node:crypto';

/**
 * No system gives a program one of these when it asks for any (Linux begins at 32,768, others later). So none is taken between being found
 * free here and being used.
 */
const FIRST = 20_000;
const BEHIND_LAST = 32_768;

/** Programs that take ports in a row may have the one that was drawn. */
const TRIES = 100;

/** Ports that are free now, for programs that can't be told to take any. */
export async function freePorts(count: number): Promise<number[]> {
  const taken: { port: number; server: Server }[] = [];
  try {
    while (taken.length < count) taken.push(await takeOne());
    return taken.map(({ port }) => port);
  } finally {
    for (const { server } of taken) server.close();
  }
}

async function takeOne(): Promise<{ port: number; server: Server }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = randomInt(FIRST, BEHIND_LAST);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return { port, server };
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}
