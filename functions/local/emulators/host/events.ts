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
 * Event attributes travel as HTTP headers, percent-encoded where the CloudEvents HTTP binding (section 3.1.3.2) asks for
 * it; firebase-functions decodes path parameters once, so an id with `%` needs it to arrive as it is.
 */
const attribute = (text: string): string =>
  text.replace(/[^\x21-\x7e]|["%]/gu, (character) => encodeURIComponent(character));

/** Whether a change is one that `eventType` (`google.cloud.firestore.document.v1.*`) is about. */
export function isEventOf(eventType: string, change: DocumentChange): boolean {
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
  const document = attribute(change.path);
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
