import type { Server } from 'node:net';

/** The port that a server listens on. @throws Error if it doesn't listen on any. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error("The server doesn't listen on a port.");
  return address.port;
}
