import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON, type MessageTypeDefinition } from '@grpc/proto-loader';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Message, oversized, withRequestLimit } from '../../servers/grpcHandlers';

/** Google's limit on a Firestore request: 10 MiB of data and 1 MiB around it. */
const MAX_REQUEST_BYTES = 11 * 1024 * 1024;

/** The descriptors that the Google client ships, as protobuf.js JSON. */
const descriptors = z
  .object({ nested: z.object({ google: z.object({ nested: z.record(z.string(), z.unknown()) }) }) })
  .parse(JSON.parse(readFileSync(require.resolve('@google-cloud/firestore/build/protos/v1.json'), 'utf8')));

/**
 * What a Firestore trigger receives (google.events.cloud.firestore.v1.DocumentEventData). Its `Document` is field for
 * field the one of google.firestore.v1, so that one is used.
 */
const documentEventDataDescriptor = {
  fields: {
    value: { type: '.google.firestore.v1.Document', id: 1 },
    oldValue: { type: '.google.firestore.v1.Document', id: 2 },
    updateMask: { type: '.google.firestore.v1.DocumentMask', id: 3 },
  },
};

const packageDefinition = fromJSON(
  {
    nested: {
      google: {
        nested: {
          ...descriptors.nested.google.nested,
          events: { nested: { DocumentEventData: documentEventDataDescriptor } },
        },
      },
    },
  },
  { longs: String, enums: String, defaults: false, oneofs: true },
);

function isMessage(definition: object | undefined): definition is MessageTypeDefinition<object, object> {
  return definition !== undefined && 'format' in definition && 'serialize' in definition;
}

function isService(definition: object | undefined): definition is ServiceDefinition {
  return definition !== undefined && !('format' in definition);
}

function loadService(): ServiceDefinition {
  const service = packageDefinition['google.firestore.v1.Firestore'];
  if (!isService(service)) throw new Error('@google-cloud/firestore ships no google.firestore.v1.Firestore.');
  return withRequestLimit(service, MAX_REQUEST_BYTES);
}

export const firestoreService = loadService();

/** Documents have up to 1 MiB: requests with fewer writes can't reach the limit, and are not encoded to find that out. */
const WRITES_WORTH_MEASURING = 11;

/**
 * Refuses a request that didn't come over gRPC as it would have been refused there.
 * @throws GrpcError INVALID_ARGUMENT when it is above the limit.
 */
export function assertRequestSize(method: 'Commit' | 'BatchWrite', request: Message): void {
  const { writes } = request;
  if (!Array.isArray(writes) || writes.length < WRITES_WORTH_MEASURING) return;
  // Most are far below, and encoding them all took a fiftieth of the time of all tests.
  if (mostBytes(request) <= MAX_REQUEST_BYTES) return;
  const bytes = firestoreService[method]?.requestSerialize(request).length ?? 0;
  if (bytes > MAX_REQUEST_BYTES) throw oversized(MAX_REQUEST_BYTES);
}

/** More than a part of a request can take on the wire: no tag, length or number takes more than 12 bytes, and no character more than three. */
function mostBytes(part: unknown): number {
  if (typeof part === 'string') return 12 + 3 * part.length;
  if (typeof part !== 'object' || part === null) return 12;
  if (ArrayBuffer.isView(part)) return 12 + part.byteLength;
  return Object.entries(part).reduce(
    (sum, [name, inner]) => sum + 12 + 3 * name.length + mostBytes(inner),
    12,
  );
}

const documentEventData = z.object({ value: z.unknown().optional(), oldValue: z.unknown().optional() });

/** The document after and before a change, undefined if there is none, by its trigger's payload. */
export function sidesOf(payload: Buffer): { after?: unknown; before?: unknown } {
  const { value, oldValue } = documentEventData.parse(payloadDefinition().deserialize(payload));
  return { after: value, before: oldValue };
}

function payloadDefinition(): MessageTypeDefinition<object, object> {
  const definition = packageDefinition['google.events.DocumentEventData'];
  if (!isMessage(definition)) throw new Error('DocumentEventData did not load.');
  return definition;
}

/** Encodes a trigger's payload: the document after and before the change, each undefined if there is none. */
export function encodeDocumentEventData(change: { value?: object; oldValue?: object }): Buffer {
  return Buffer.from(payloadDefinition().serialize(change));
}
