import { z } from 'zod';
import { SettableClock } from '../../../functions/test/alleaves/harness';
import { type PosSimulator, startPosSimulator } from '../../pos/simulator';
import { World } from '../../pos/world';

export const USER = { username: 'user', password: 'word', pin: '1234', locationId: '7' };
export const OTHER = { username: 'other', password: 'word', pin: '9876', locationId: '8' };

const session = z.object({ token: z.string() });

/** A simulated POS with a shop of each dialect, called as any client would. */
export class TwoShops {
  private constructor(
    readonly clock: SettableClock,
    readonly worlds: readonly [World, World],
    readonly simulator: PosSimulator,
  ) {}

  static async open(): Promise<TwoShops> {
    const clock = new SettableClock('2026-06-15T16:00:00Z');
    const worlds = [new World(), new World()] as const;
    const simulator = await startPosSimulator({
      tenants: [
        { ...USER, world: worlds[0], envelope: 'array' },
        { ...OTHER, world: worlds[1], dialect: 'observed' },
      ],
      clock,
      tokenLifetimeMs: 60_000,
    });
    return new TwoShops(clock, worlds, simulator);
  }

  async call(method: string, path: string, options: { token?: string; body?: unknown } = {}) {
    const response = await fetch(`${this.simulator.baseUrl}/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(options.token && { authorization: `Bearer ${options.token}` }),
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
    const body: unknown = await response.json();
    return { status: response.status, body, headers: response.headers };
  }

  /** A token. */
  async logIn({ username, password, pin } = USER): Promise<string> {
    const { body } = await this.call('POST', 'auth', { body: { username, password, pin } });
    return session.parse(body).token;
  }
}
