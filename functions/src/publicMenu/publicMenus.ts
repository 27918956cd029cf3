import { LRUCache } from 'lru-cache';
import { sortedMenu } from '../rules/menu/menu';
import { Database } from '../platform/firestore/database';
import type { Context } from '../platform/ports/context';
import { TransientError } from '../platform/ports/errors';
import { asRequestError } from '../api/call/errors/asRequestError';
import { callableLogs } from '../api/call/logs';
import { menuVersion, type PublicItem, readMenu, tenantsWithMenu } from './storedMenu';

interface HeldMenu {
  version: string;
  /** In the menu's order. */
  items: readonly PublicItem[];
  /** Milliseconds since the epoch. */
  readAt: number;
}

/**
 * The public menus of an instance, kept in memory so that what is read follows from what changes and not from how many people
 * look, nor at what: which tenants have a menu is known from one query in `menuMaxAgeSeconds`, and an id without one costs nothing and
 * takes no place. A menu is served from memory for as long; then one read tells whether a sync has changed it, and only then, or after
 * ten minutes, its items are read, once in that time at most. Where something can't be read, what is in memory is served on.
 */
export class PublicMenus {
  private readonly menus: LRUCache<string, HeldMenu>;
  private readonly listing: LRUCache<'tenants', ReadonlySet<string>>;
  /** When the items of each tenant were read last, also of those that had to make room for others. */
  private readonly itemsReadAt = new Map<string, number>();

  constructor(private readonly context: Context) {
    const { clock, settings } = context;
    const { heldItems, heldTenants } = settings.limits.menu;
    const expiry = {
      ttl: settings.menuMaxAgeSeconds * 1000,
      perf: { now: () => clock.now().getTime() },
      ttlResolution: 0,
    };
    this.menus = new LRUCache<string, HeldMenu>({
      ...expiry,
      max: heldTenants,
      maxSize: heldItems + heldTenants,
      sizeCalculation: ({ items }) => items.reduce((sum, item) => sum + sizeOf(item), 1),
      fetchMethod: (orgId, before) => this.orBefore(before, () => this.readMenu(orgId, before)),
    });
    this.listing = new LRUCache<'tenants', ReadonlySet<string>>({
      ...expiry,
      max: 1,
      fetchMethod: (_key, before) => this.orBefore(before, () => this.readListing()),
    });
  }

  /** How long an answer may be kept, in seconds. */
  get maxAgeSeconds(): number {
    return this.context.settings.menuMaxAgeSeconds;
  }

  /**
   * A tenant's menu in its order; null if there is no such tenant, or its sync is paused.
   * @throws TransientError `menu_busy` where so many menus are looked at that they don't fit into memory.
   */
  async of(orgId: string): Promise<readonly PublicItem[] | null> {
    const tenants = await this.listing.fetch('tenants');
    if (tenants?.has(orgId) !== true) return null;
    return (await this.menus.fetch(orgId))?.items ?? null;
  }

  private async orBefore<Value>(before: Value | undefined, read: () => Promise<Value>): Promise<Value> {
    try {
      return await read();
    } catch (error) {
      if (before === undefined) throw error;
      callableLogs.menuFailed(this.context.log, asRequestError(error));
      return before;
    }
  }

  private async readListing(): Promise<ReadonlySet<string>> {
    const database = new Database(this.context.firestore);
    const tenants = await tenantsWithMenu(database);
    for (const orgId of this.itemsReadAt.keys()) if (!tenants.has(orgId)) this.itemsReadAt.delete(orgId);
    callableLogs.menusListed(this.context.log, { tenants: tenants.size, billed: database.billed });
    return tenants;
  }

  private async readMenu(orgId: string, before: HeldMenu | undefined): Promise<HeldMenu> {
    const { clock, firestore, log, settings } = this.context;
    const database = new Database(firestore);
    const { items: maxItems, rereadMilliseconds } = settings.limits.menu;
    const readAt = clock.now().getTime();
    const lastReadAt = this.itemsReadAt.get(orgId) ?? Number.NEGATIVE_INFINITY;
    if (before === undefined && readAt - lastReadAt < this.maxAgeSeconds * 1000) throw menuBusy();
    // Before the items: one that changes in between is then read again, rather than missed.
    const version = await menuVersion(database, orgId);
    if (before?.version === version && readAt - before.readAt < rereadMilliseconds) return before;
    this.itemsReadAt.set(orgId, readAt);
    const items = sortedMenu(await readMenu(database, orgId, maxItems));
    callableLogs.menuRead(log, { orgId, items: items.length, billed: database.billed });
    return { version, items, readAt };
  }
}

/** An item takes about 400 bytes, and its description as many as it has characters. */
function sizeOf({ description }: PublicItem): number {
  return 1 + Math.floor((description?.length ?? 0) / 400);
}

function menuBusy(): TransientError {
  return new TransientError('menu_busy', 'Too many menus are asked for at once. Try again in a minute.');
}
