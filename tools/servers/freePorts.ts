import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { randomInt } from 'node:crypto';

/**
 * Systems give programs that ask for any port a higher one (Linux from 32,768 on, others from further up), so nobody gets one of these
 * between its being found free here and its being used.
 */
const FIRST = 20_000;
const END = 32_768;

/** A port that was drawn may be in use. */
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
    const port = randomInt(FIRST, END);
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
      return { port, server };
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}
