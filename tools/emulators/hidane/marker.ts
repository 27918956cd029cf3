import type { EventReceiver } from './eventReceiver';
import type { HidaneApi } from './hidaneApi';

/** A project of its own, so that no marker stands among anybody's data. */
const PROJECT = 'demo-sync-sam-markers';
const TRIGGER = {
  name: 'marker',
  eventType: 'google.cloud.firestore.document.v1.written',
  document: 'markers/{id}',
};

/** Finds out when the events of earlier commits are in: hidane sends all events in the order of their commits. */
export class Marker {
  private readonly waiting = new Map<string, () => void>();
  private written = 0;

  private constructor(
    private readonly api: HidaneApi,
    private readonly ended: Promise<unknown>,
  ) {}

  /** @param ended Resolves when no event will come any more. */
  static async start(api: HidaneApi, receiver: EventReceiver, ended: Promise<unknown>): Promise<Marker> {
    const marker = new Marker(api, ended);
    receiver.receive(PROJECT, TRIGGER.name, ({ document }) => {
      const id = String(document);
      marker.waiting.get(id)?.();
      marker.waiting.delete(id);
    });
    await api.register(PROJECT, TRIGGER);
    return marker;
  }

  /** Resolves when the events of every commit that has been answered so far are in. */
  async pass(): Promise<void> {
    this.written += 1;
    const document = `markers/${this.written}`;
    const passed = new Promise<void>((resolve) => this.waiting.set(document, resolve));
    await this.api.write(PROJECT, document);
    await Promise.race([passed, this.ended]);
  }
}
