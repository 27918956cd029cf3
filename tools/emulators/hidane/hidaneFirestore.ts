import { resolve } from 'node:path';
import type { FirestoreService } from '../firestore/firestoreService';
import { EventReceiver } from './eventReceiver';
import { HidaneApi } from './hidaneApi';
import { startHidaneProcess } from './hidaneProcess';
import { Marker } from './marker';

const RULES = resolve(__dirname, '../../../firestore.rules');

export interface HidaneOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Security rules. Default: this project's. */
  rules?: string;
}

/**
 * Firestore by hidane, a program that somebody else wrote: it enforces the security rules, takes pessimistic locks and serves
 * browsers. It keeps time by the clock of the system and counts no bill, and every query works without its index.
 * @throws Error that says how to get it if it isn't installed, or with what it said where it doesn't start.
 */
export async function startHidane({
  port = 0,
  rules = RULES,
}: HidaneOptions = {}): Promise<FirestoreService> {
  const receiver = new EventReceiver();
  const eventsTo = await receiver.start();
  const hidane = await startHidaneProcess({ host: '127.0.0.1', port, rules, eventsTo }).catch(
    async (error: unknown) => {
      await receiver.stop();
      throw error;
    },
  );
  const api = new HidaneApi(hidane.host);
  const marker = await Marker.start(api, receiver, hidane.ended);
  return {
    host: hidane.host,
    listen: async (project, triggers, listener) => {
      let received = 0;
      const endings: (() => void)[] = [];
      for (const trigger of triggers) {
        endings.push(
          receiver.receive(project, trigger.name, (event) => {
            received += 1;
            listener(trigger, () => ({ ...event }));
          }),
        );
        await api.register(project, trigger);
      }
      return {
        isIdle: () => receiver.worker.isIdle(),
        idle: () => receiver.worker.idle(),
        settled: async () => {
          await marker.pass();
          return received;
        },
        unsubscribe: () => endings.forEach((end) => end()),
      };
    },
    stop: async () => {
      await hidane.stop();
      await receiver.stop();
    },
  };
}
