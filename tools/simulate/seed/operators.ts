import type { SimulatedTenant } from '../../pos/tenants';
import type { Random } from '../runtime/random';
import type { Store } from '../runtime/firestore/store';
import { calendarDay } from '../world/calendar';
import { fillWorld } from '../world/changes';
import type { Moments } from '../world/history';
import { HISTORY_DAYS, NAMED_AREAS } from '../world/rows';
import { Shop } from '../world/shop';

/** A shop with its account at the POS. */
export interface Account {
  shop: Shop;
  tenant: SimulatedTenant;
}

/** Tenants whose first run reads further back than the look-back. */
const HISTORY_SHARE = 0.3;

/** Tenants that fetch images and descriptions. */
const DETAILS_SHARE = 0.8;
/** Shops whose POS says how many rows a list has, as real ones do. */
const TOTALS_SHARE = 0.9;

/** What people do around the pipeline: they open shops, and keep tenants and secrets. */
export class Operators {
  /** What Secret Manager holds. */
  readonly secrets = new Map<string, string>();
  /** Credentials that the POS has and the secrets not yet, by tenant. */
  private readonly pending = new Map<string, number>();

  constructor(private readonly store: Store) {}

  /** Opens shops: of a small world one with few rows, else one to three. */
  openShops(
    random: Random,
    moments: Moments,
    now: number,
    { small, documentBytes }: { small: boolean; documentBytes: number },
  ): Map<string, Account> {
    const accounts = new Map<string, Account>();
    const count = small ? 1 : random.pick([1, 2, 2, 3]);
    for (let number = 1; number <= count; number += 1) {
      const orgId = `org${number}`;
      const timeZone = random.pick(['UTC', 'UTC', 'America/New_York']);
      const dialect = random.pick(['documented', 'observed', 'both'] as const);
      const envelope = random.pick(['named', 'array', 'numeric', 'numeric-under-name'] as const);
      const paging = random.pick(['honoured', 'honoured', 'uneven'] as const);
      const historyStart = random.chance(HISTORY_SHARE)
        ? calendarDay(new Date(now), timeZone, HISTORY_DAYS)
        : null;
      const locationId = String(100 + number);
      const settings = {
        ...{ orgId, timeZone, lookbackDays: random.pick([90, 30, 30]), historyStart, location: locationId },
        sellableAreas: random.pick([null, null, NAMED_AREAS]),
        minimumStock: random.pick([0, 0, 2]),
        itemDetails: random.chance(DETAILS_SHARE),
        documentBytes,
      };
      const shop = new Shop(settings, moments);
      fillWorld(random, shop, now, small);
      const tenant = {
        ...this.credentials(orgId, 1),
        locationId,
        world: shop.world,
        timeZone,
        dialect,
        envelope,
        paging,
        totals: random.chance(TOTALS_SHARE),
        maximumPageSize: random.pick([100, 3, 2]),
        oversizedPages: random.pick(['cut', 'cut', 'refused'] as const),
        endDate: random.pick(['inclusive', 'inclusive', 'exclusive'] as const),
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
    const { orgId: _own, documentBytes: _bytes, ...menuAndWindow } = settings;
    const baseUrl = `https://${orgId}.example/api`;
    this.store.write(`tenants/${orgId}`, {
      name: orgId,
      pos: { provider: 'alleaves', status, secretPrefix: orgId, baseUrl, ...menuAndWindow },
      segmentRules: shop.segmentRules,
    });
  }

  /** Other thresholds, unless the tenant is paused or removed just then. */
  changeSegmentRules(shop: Shop, rules: Shop['segmentRules']): void {
    if (shop.idleSince !== null) return;
    shop.segmentRules = rules;
    this.writeTenant(shop, 'active');
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
