import type { PubSub } from '@google-cloud/pubsub';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { startSuite, type Suite } from '../../emulators/suite';
import { connectFirestore, connectPubsub } from './connect';
import { recordingLog } from './recordingLog';
import type { Sighting } from './toyFunctions';

export const project = 'demo-suite-test';

/** The local services with the toy functions, and what these have seen. */
export class ToySuite {
  private sightings: Sighting[] = [];
  /** Throws to make a function fail. */
  react: (sighting: Sighting) => void = () => undefined;

  private constructor(
    readonly suite: Suite,
    readonly log: ReturnType<typeof recordingLog>,
    readonly db: Firestore,
    readonly pubsub: PubSub,
  ) {}

  static async start(): Promise<ToySuite> {
    // Callables log each verification of a caller.
    jest.spyOn(console, 'debug').mockReturnValue();
    const log = recordingLog();
    let see = (_sighting: Sighting): void => undefined;
    const suite = await startSuite({
      project,
      schedules: false,
      now: new Date('2024-07-01T12:00:00Z'),
      backoff: { minimumMs: 1, maximumMs: 8 },
      log,
      loadExports: async () => {
        const { toyFunctions } = await import('./toyFunctions');
        return toyFunctions((sighting) => see(sighting));
      },
    });
    const db = connectFirestore(suite.firestore.host, project);
    const toys = new ToySuite(suite, log, db, connectPubsub(suite.pubsub.host, project));
    see = (sighting) => {
      toys.sightings.push(sighting);
      toys.react(sighting);
    };
    return toys;
  }

  /** Forgets what was seen, and lets nothing fail. */
  reset(): void {
    this.sightings = [];
    this.react = () => undefined;
    this.suite.setFaults({});
  }

  async stop(): Promise<void> {
    await Promise.all([this.db.terminate(), this.pubsub.close()]);
    await this.suite.stop();
  }

  seen(name: string): Sighting[] {
    return this.sightings.filter((sighting) => sighting.function === name);
  }

  /** Sends JSON and reads the status and the JSON that comes back. */
  async send(path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${this.suite.functions.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: z.unknown().parse(await response.json()) };
  }
}
