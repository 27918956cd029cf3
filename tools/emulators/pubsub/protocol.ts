import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON, type Options } from '@grpc/proto-loader';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { withRequestLimit } from '../../servers/grpcHandlers';

/** Google's limit on a publish request. */
const MAX_REQUEST_BYTES = 10_000_000;

const options: Options = { longs: String, enums: String, defaults: false, oneofs: true };

/** `google.pubsub.v1.Publisher`, from the descriptors that the Google client ships. */
function loadPublisher(): ServiceDefinition {
  const file = require.resolve('@google-cloud/pubsub/build/protos/protos.json');
  const descriptors = z
    .object({ nested: z.record(z.string(), z.looseObject({})) })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  const service = fromJSON(descriptors, options)['google.pubsub.v1.Publisher'];
  if (service === undefined || 'format' in service) {
    throw new Error('@google-cloud/pubsub ships no google.pubsub.v1.Publisher.');
  }
  return withRequestLimit(service, MAX_REQUEST_BYTES);
}

export const publisherService = loadPublisher();
