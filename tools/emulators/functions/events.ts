import type { DocumentChange } from '../firestore/changes';
import type { MemoryDatabase } from '../firestore/databases';
import { encodeDocumentEventData } from '../firestore/protocol';
import type { PubsubMessage } from '../pubsub/message';

const DATABASE = '(default)';
/** The region whose Firestore is played, as events name it. */
const FIRESTORE_LOCATION = 'nam5';

/** An event as functions receive it (github.com/cloudevents/spec); further attributes depend on its kind. */
export interface CloudEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  /** ISO 8601. */
  time: string;
  /** Media type of `data`. */
  datacontenttype: string;
  data: object;
  [attribute: string]: unknown;
}

/** The CloudEvent of a published message, as Eventarc delivers it. Functions write to their event: make one a delivery. */
export function messagePublishedEvent(message: PubsubMessage, subscription: string): CloudEvent {
  const publishTime = message.publishTime.toISOString();
  return {
    specversion: '1.0',
    id: message.messageId,
    source: `//pubsub.googleapis.com/${message.topic}`,
    type: 'google.cloud.pubsub.topic.v1.messagePublished',
    datacontenttype: 'application/json',
    time: publishTime,
    data: {
      message: {
        data: message.data.toString('base64'),
        attributes: { ...message.attributes },
        // Both spellings are on the wire.
        messageId: message.messageId,
        message_id: message.messageId,
        publishTime,
        publish_time: publishTime,
        ...(message.orderingKey && { orderingKey: message.orderingKey }),
      },
      subscription,
    },
  };
}

/**
 * An event attribute as functions get it. Eventarc puts raw UTF-8 bytes into HTTP headers, Node reads these as Latin-1 and trims
 * blanks, and nobody decodes them (firebase-functions#1459): only ASCII arrives as it was.
 */
export const headerText = (text: string): string => Buffer.from(text).toString('latin1').trim();

/** Whether a change is one that `eventType` (`google.cloud.firestore.document.v1.*`) is about. */
export function isEventOf(eventType: string, change: { before?: unknown; after?: unknown }): boolean {
  if (eventType.endsWith('.written')) return true;
  if (eventType.endsWith('.created')) return !change.before;
  if (eventType.endsWith('.deleted')) return !change.after;
  return change.before !== undefined && change.after !== undefined;
}

/** The CloudEvent of a changed document, with the protobuf payload that production delivers. */
export function documentEvent(options: {
  id: string;
  eventType: string;
  project: string;
  database: MemoryDatabase;
  change: DocumentChange;
}): CloudEvent {
  const { id, eventType, project, database, change } = options;
  const document = headerText(change.path);
  return {
    specversion: '1.0',
    id,
    source: `//firestore.googleapis.com/projects/${project}/databases/${DATABASE}`,
    type: eventType,
    subject: `documents/${document}`,
    time: change.time.toISOString(),
    datacontenttype: 'application/protobuf',
    location: FIRESTORE_LOCATION,
    project,
    database: DATABASE,
    namespace: DATABASE,
    document,
    data: encodeDocumentEventData({
      ...(change.after && { value: database.serialize(change.after) }),
      ...(change.before && { oldValue: database.serialize(change.before) }),
    }),
  };
}
