import {
  Metadata,
  status,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type MethodDefinition,
  type ServiceDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import { once } from 'node:events';
import type { Moment } from './holds';

/** A decoded protobuf message: its set fields only, 64-bit integers and enums as strings. */
export type Message = Readonly<Record<string, unknown>>;

/** A failure with a gRPC status code, answered to the client as it stands. */
export class GrpcError extends Error {
  constructor(
    readonly code: status,
    message: string,
  ) {
    super(message);
    this.name = 'GrpcError';
  }
}

/** Replaces a request above the service's size limit, which is refused and never decoded. */
class OversizedRequest {
  constructor(readonly limit: number) {}
}

/** The service with Google's request limit on its unary methods. */
export function withRequestLimit(service: ServiceDefinition, limit: number): ServiceDefinition {
  const limited = (method: MethodDefinition<unknown, unknown>): MethodDefinition<unknown, unknown> => ({
    ...method,
    requestDeserialize: (bytes) =>
      bytes.length > limit ? new OversizedRequest(limit) : method.requestDeserialize(bytes),
  });
  return Object.fromEntries(
    Object.entries(service).map(([name, method]) => [name, method.requestStream ? method : limited(method)]),
  );
}

function checkSize(request: Message): void {
  if (request instanceof OversizedRequest) throw oversized(request.limit);
}

/** The answer to a request above the service's size limit, in Google's own words: clients and people recognize them. */
export function oversized(limit: number): GrpcError {
  return new GrpcError(status.INVALID_ARGUMENT, `Request payload size exceeds the limit: ${limit} bytes.`);
}

function isStatus(code: unknown): code is status {
  return typeof code === 'number' && code in status;
}

function codeOf(error: unknown): status {
  return error instanceof Error && 'code' in error && isStatus(error.code) ? error.code : status.INTERNAL;
}

/** Any error as gRPC carries it: with its code where it has one, INTERNAL otherwise. */
export function toServiceError(error: unknown): ServiceError {
  const message = error instanceof Error ? error.message : String(error);
  // Google's client errors begin with `5 NOT_FOUND: `, which the receiving client adds once more.
  const details = message.replace(/^\d+ [A-Z_]+: /, '');
  return Object.assign(new Error(details), { code: codeOf(error), details, metadata: new Metadata() });
}

/**
 * A unary method from a function of the request to the response.
 * @param checkpoint Awaited before the request has an effect and before it is answered: where a call can be held.
 */
export function unary(
  answer: (request: Message) => Message | Promise<Message>,
  checkpoint: (request: Message, moment: Moment) => Promise<void> = () => Promise.resolve(),
): handleUnaryCall<Message, Message> {
  return (call, callback) => {
    const respond = async () => {
      checkSize(call.request);
      await checkpoint(call.request, 'before');
      // The caller may have died meanwhile, and the request with it.
      if (call.cancelled) throw new GrpcError(status.CANCELLED, 'The call was cancelled.');
      const response = await answer(call.request);
      await checkpoint(call.request, 'after');
      return response;
    };
    respond().then(
      (response) => callback(null, response),
      (error: unknown) => callback(toServiceError(error)),
    );
  };
}

/** A server-streaming method from a function of the request to its responses. */
export function serverStream(
  answer: (request: Message) => Promise<readonly Message[]>,
): handleServerStreamingCall<Message, Message> {
  return (call) => {
    const respond = async () => {
      // Without headers before it, Google's client takes an error for a lost connection and tries twice more, in 7 s.
      call.sendMetadata(new Metadata());
      checkSize(call.request);
      for (const response of await answer(call.request)) {
        if (call.cancelled) return;
        if (!call.write(response)) await once(call, 'drain');
      }
      call.end();
    };
    respond().catch((error: unknown) => call.emit('error', toServiceError(error)));
  };
}
