import { once } from 'node:events';
import { createServer } from 'node:net';
import { parseOptions } from './options';

/** The ports of `npm run emulators` where nothing listens there, so that other commands find the services; else any free ones. */
export async function usualPorts(): Promise<{
  firestorePort: number;
  pubsubPort: number;
  functionsPort: number;
}> {
  const { firestorePort, pubsubPort, functionsPort } = parseOptions([]);
  const ports = [firestorePort, pubsubPort, functionsPort];
  const areFree = (await Promise.all(ports.map(isFree))).every(Boolean);
  if (areFree) return { firestorePort, pubsubPort, functionsPort };
  return { firestorePort: 0, pubsubPort: 0, functionsPort: 0 };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
