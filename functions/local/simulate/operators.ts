import type { SimulatedTenant } from '../pos/tenants';
import type { Random } from './random';
import type { Store } from './runtime/store';
import { calendarDay } from './world/calendar';
import { fillWorld } from './world/changes';
import type { Moments } from './world/history';
import { HISTORY_DAYS } from './world/rows';
import { Shop } from './world/shop';

/** A shop with its account at the POS. */
export interface Account {
  shop: Shop;
  tenant: SimulatedTenant;
}

/** Tenants whose first run reads further back than the look-back. */
const HISTORY_SHARE = 0.3;

/** What people do around the pipeline: they open shops, and keep tenants and secrets. */
export class Operators {
  /** What Secret Manager holds. */
  readonly secrets = new Map<string, string>();
  /** Credentials that the POS has and the secrets not yet, by tenant. */
  private readonly pending = new Map<string, number>();

  constructor(private readonly store: Store) {}

  /** Opens shops: of a small world one with few rows, else one to three. */
  openShops(random: Random, moments: Moments, now: number, small: boolean): Map<string, Account> {
    const accounts = new Map<string, Account>();
    const count = small ? 1 : random.pick([1, 2, 2, 3]);
    for (let number = 1; number <= count; number += 1) {
      const orgId = `org${number}`;
      const timeZone = random.pick(['UTC', 'UTC', 'America/New_York']);
      const dialect = random.pick(['documented', 'observed', 'both'] as const);
      const envelope = random.pick(['named', 'array', 'numeric', 'numeric-under-name'] as const);
      const historyStart = random.chance(HISTORY_SHARE)
        ? calendarDay(new Date(now), timeZone, HISTORY_DAYS)
        : null;
      const settings = { orgId, timeZone, lookbackDays: random.pick([90, 30, 30]), historyStart };
      const shop = new Shop(settings, moments);
      fillWorld(random, shop, now, small);
      const locationId = String(100 + number);
      const tenant = {
        ...this.credentials(orgId, 1),
        locationId,
        world: shop.world,
        timeZone,
        dialect,
        envelope,
      };
      accounts.set(orgId, { shop, tenant });
      this.storeSecrets(orgId, 1);
      this.secrets.set(`${orgId}_LOCATION_ID`, locationId);
      this.writeTenant(shop, 'active');
    }
    return accounts;
  }

  writeTenant(shop: Shop, status: 'active' | 'paused'): void {
    const { orgId, settings } = shop;
    shop.idleSince = status === 'active' ? null : Date.now();
    const { timeZone, lookbackDays, historyStart } = settings;
    const baseUrl = `https://${orgId}.example/api`;
    const window = { timeZone, lookbackDays, historyStart };
    this.store.write(`tenants/${orgId}`, {
      name: orgId,
      pos: { provider: 'alleaves', status, secretPrefix: orgId, baseUrl, ...window },
    });
  }

  removeTenant(shop: Shop): void {
    shop.idleSince = Date.now();
    this.store.write(`tenants/${shop.orgId}`, null);
  }

  credentials(orgId: string, version: number) {
    return {
      username: `secret-value-user-${orgId}`,
      password: `secret-value-${version}`,
      pin: `secret-value-pin-${version}`,
    };
  }

  /** The POS has new credentials, and the secrets follow after `lag` milliseconds, as when people rotate them. */
  announceRotation(orgId: string, version: number, lag: number): void {
    this.pending.set(orgId, version);
    setTimeout(() => {
      if (this.pending.get(orgId) === version) this.storeSecrets(orgId, version);
    }, lag);
  }

  /** All rotations are completed. */
  completeRotations(): void {
    for (const [orgId, version] of this.pending) this.storeSecrets(orgId, version);
  }

  private storeSecrets(orgId: string, version: number): void {
    const { username, password, pin } = this.credentials(orgId, version);
    this.secrets.set(`${orgId}_USERNAME`, username);
    this.secrets.set(`${orgId}_PASSWORD`, password);
    this.secrets.set(`${orgId}_PIN`, pin);
  }
}
