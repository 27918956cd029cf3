import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON, type MessageTypeDefinition } from '@grpc/proto-loader';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { withRequestLimit } from '../grpcHandlers';

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

/** Encodes a trigger's payload: the document after and before the change, each undefined where there is none. */
export function encodeDocumentEventData(change: { value?: object; oldValue?: object }): Buffer {
  const definition = packageDefinition['google.events.DocumentEventData'];
  if (!isMessage(definition)) throw new Error('DocumentEventData did not load.');
  return Buffer.from(definition.serialize(change));
}
