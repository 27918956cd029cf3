import { Firestore } from 'firebase-admin/firestore';
import { PubSub } from '@google-cloud/pubsub';

/** An ordinary Google client of an embedded Firestore (`host:port`). */
export const connectFirestore = (host: string, projectId: string): Firestore =>
  new Firestore({ projectId, host, ssl: false });

/** An ordinary Google client of an embedded Pub/Sub (`host:port`). */
export const connectPubsub = (host: string, projectId: string): PubSub =>
  new PubSub({ projectId, apiEndpoint: host, emulatorMode: true });
