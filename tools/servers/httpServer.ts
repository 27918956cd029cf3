import { createServer, type RequestListener } from 'node:http';
import { portError } from './portError';
import { portOf } from './portOf';

export interface HttpServer {
  /** `http://127.0.0.1:5001` */
  readonly url: string;
  /** Ends every connection and frees the port. */
  stop(): Promise<void>;
}

/**
 * Serves HTTP on `port`, 0 for a free one.
 * @throws Error naming the port when it can't be taken.
 */
export async function startHttpServer(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<HttpServer> {
  const server = createServer(listener);
  // Clients close idle connections: if the server did too, a request could arrive on a connection that it is closing.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portError('The function host', host, port, error)));
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${portOf(server)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
