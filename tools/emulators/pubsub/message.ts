import { status } from '@grpc/grpc-js';
import { z } from 'zod';
import { GrpcError } from '../../servers/grpcHandlers';

/** A published message as a subscriber receives it. */
export interface PubsubMessage {
  /** `projects/{project}/topics/{topic}`. */
  topic: string;
  /** Numeric, unique on this server; the same at every delivery. */
  messageId: string;
  data: Buffer;
  attributes: Record<string, string>;
  orderingKey: string;
  publishTime: Date;
}

const publishRequest = z.object({
  topic: z.string(),
  messages: z
    .array(
      z.object({
        data: z.instanceof(Buffer).default(() => Buffer.alloc(0)),
        attributes: z.record(z.string(), z.string()).default({}),
        orderingKey: z.string().default(''),
      }),
    )
    // Google's limits on a publish request.
    .min(1, 'A publish request holds at least one message.')
    .max(1000, 'A publish request holds at most 1000 messages.'),
});

export type PublishRequest = z.infer<typeof publishRequest>;

/** @throws GrpcError INVALID_ARGUMENT naming the fault, as Pub/Sub would refuse the request. */
export function parsePublishRequest(request: unknown): PublishRequest {
  const parsed = publishRequest.safeParse(request);
  if (!parsed.success) throw new GrpcError(status.INVALID_ARGUMENT, z.prettifyError(parsed.error));
  if (
    parsed.data.messages.some(
      (message) => message.data.length === 0 && Object.keys(message.attributes).length === 0,
    )
  ) {
    throw new GrpcError(
      status.INVALID_ARGUMENT,
      'One or more messages in the publish request is empty. Each message must contain either non-empty data, or at least one attribute.',
    );
  }
  return parsed.data;
}
