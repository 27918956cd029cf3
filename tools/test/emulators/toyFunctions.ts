import { defineString } from 'firebase-functions/params';
import {
  onDocumentCreated,
  onDocumentDeleted,
  onDocumentUpdated,
  onDocumentWritten,
} from 'firebase-functions/v2/firestore';
import { HttpsError, onCall, onRequest } from 'firebase-functions/v2/https';
import { onMessagePublished } from 'firebase-functions/v2/pubsub';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { z } from 'zod';

/** What the toy functions saw, in order. */
export interface Sighting {
  function: string;
  [detail: string]: unknown;
}

/** Functions of every kind that is served. Each tells `see`; a test makes one fail by throwing from it. */
export function toyFunctions(see: (sighting: Sighting) => void | Promise<void>) {
  const region = defineString('TOY_REGION', { default: 'europe-west1' });
  const topic = defineString('TOY_TOPIC', { default: 'toy-topic' });
  const document = 'shops/{shopId}/things/{thingId}';
  return {
    receive: onMessagePublished(
      { topic, region, retry: true, concurrency: 4, maxInstances: 2 },
      ({ id, time, source, data }) =>
        see({
          ...{ function: 'receive', id, time, source, subscription: data.subscription },
          ...{
            json: data.message.json,
            attributes: data.message.attributes,
            messageId: data.message.messageId,
          },
        }),
    ),
    written: onDocumentWritten({ document, retry: true }, (event) =>
      see({
        ...{ function: 'written', id: event.id, params: event.params, document: event.document },
        ...{
          before: event.data?.before.data(),
          after: event.data?.after.data(),
          path: event.data?.after.ref.path,
        },
      }),
    ),
    lifecycle: {
      created: onDocumentCreated(document, (event) => see({ function: 'created', data: event.data?.data() })),
      updated: onDocumentUpdated(document, (event) =>
        see({ function: 'updated', data: event.data?.after.data() }),
      ),
      deleted: onDocumentDeleted(document, (event) => see({ function: 'deleted', data: event.data?.data() })),
    },
    tick: onSchedule({ schedule: 'every 30 minutes', timeZone: 'UTC', region }, ({ jobName, scheduleTime }) =>
      see({ function: 'tick', jobName, scheduleTime }),
    ),
    hello: onRequest({ region }, (request, response) => {
      const rawBody = request.rawBody.toString('utf8');
      response
        .status(201)
        .json({ method: request.method, path: request.path, body: z.unknown().parse(request.body), rawBody });
    }),
    double: onCall((request) => {
      const parsed = z.object({ value: z.number() }).safeParse(request.data);
      if (!parsed.success) throw new HttpsError('invalid-argument', 'Pass a number as "value".');
      return { doubled: 2 * parsed.data.value, caller: request.auth?.uid ?? null };
    }),
  };
}
