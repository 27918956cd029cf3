import { Firestore } from 'firebase-admin/firestore';
import { PubSub } from '@google-cloud/pubsub';

// Keeps Google's libraries from asking the metadata address for credentials, which nothing here needs.
process.env['METADATA_SERVER_DETECTION'] = 'none';

/** An ordinary Google client of an embedded Firestore (`host:port`). */
export const connectFirestore = (host: string, projectId: string): Firestore =>
  new Firestore({ projectId, host, ssl: false });

/** An ordinary Google client of an embedded Pub/Sub (`host:port`). */
export const connectPubsub = (host: string, projectId: string): PubSub =>
  new PubSub({ projectId, apiEndpoint: host, emulatorMode: true });
