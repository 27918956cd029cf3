import {
  logVerbosity,
  Server,
  ServerCredentials,
  setLogVerbosity,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { portError } from './portError';

/** Requests above Google's own limit must reach the handlers, which answer as Google does, so gRPC's limit lies far above. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export interface GrpcServerOptions {
  /** What is served, for error messages: `Firestore`. */
  name: string;
  host: string;
  /** 0 takes a free port. */
  port: number;
  service: ServiceDefinition;
  handlers: UntypedServiceImplementation;
}

export interface GrpcServer {
  /** `127.0.0.1:8080`, as the `*_EMULATOR_HOST` variables want it. */
  readonly host: string;
  /** Ends every open call and frees the port. */
  stop(): Promise<void>;
}

/**
 * Serves one gRPC service without encryption, for loopback clients.
 * @throws Error naming the port when it can't be taken.
 */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  // Failures reach a callback or the client; the library's own lines on stderr would only repeat them.
  setLogVerbosity(logVerbosity.NONE);
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': -1,
  });
  server.addService(options.service, options.handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      `${options.host}:${options.port}`,
      ServerCredentials.createInsecure(),
      (error, bound) => {
        if (error) reject(portError(options.name, options.host, options.port, error));
        else resolve(bound);
      },
    );
  });
  return {
    host: `${options.host}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.tryShutdown(() => resolve());
        server.forceShutdown();
      }),
  };
}
