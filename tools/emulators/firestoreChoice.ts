import { startFirestore } from './firestore/embeddedFirestore';
import type { FirestoreService } from './firestore/firestoreService';
import { startHidane } from './hidane/hidaneFirestore';
import type { OpenFirestore } from './suite';

export const FIRESTORES = ['embedded', 'hidane'] as const;
export type FirestoreName = (typeof FIRESTORES)[number];

/** What starts the Firestore that somebody chose. */
export function openFirestore(name: FirestoreName): OpenFirestore<FirestoreService> {
  return name === 'hidane' ? startHidane : startFirestore;
}
