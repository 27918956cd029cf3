import { createServer } from 'node:net';
import { once } from 'node:events';
import { portOf } from './portOf';

/** Ports that are free now, for programs that can't be told to take any. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports: number[] = [];
  for (const server of servers) {
    if (!server.listening) await once(server, 'listening');
    ports.push(portOf(server));
  }
  for (const server of servers) server.close();
  return ports;
}
