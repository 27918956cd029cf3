import { LRUCache } from 'lru-cache';
import { type MenuItem, sortedMenu } from '../../domain/menu';
import { Database } from '../../firestore/database';
import { menuVersion, readMenu } from '../../firestore/publicMenu';
import type { Context } from '../../platform/context';
import { asRequestError } from '../asRequestError';
import { callableLogs } from '../logs';

/** Items held in memory, over all menus: about 20 MB. */
const MAX_ITEMS = 50_000;

/** Tenants held in memory, also those that show no menu. */
const MAX_TENANTS = 1_000;

/** A menu that no sync has changed is read again after so many milliseconds, for what was edited by hand. */
const REREAD_AFTER_MILLISECONDS = 10 * 60_000;

interface HeldMenu {
  version: string | null;
  /** In the menu's order; null where no menu is shown. */
  items: readonly MenuItem[] | null;
  /** Milliseconds since the epoch. */
  readAt: number;
}

/**
 * The public menus of an instance, kept in memory so that what is read follows from what changes and not from how many people
 * look. A menu is served from memory for `menuMaxAgeSeconds`; then two reads tell whether a sync has changed it, and only then, or after
 * ten minutes, its items are read. Where they can't be read, what is in memory is served on.
 */
export class PublicMenus {
  private readonly held: LRUCache<string, HeldMenu>;

  constructor(private readonly context: Context) {
    const { clock, settings } = context;
    this.held = new LRUCache<string, HeldMenu>({
      max: MAX_TENANTS,
      maxSize: MAX_ITEMS + MAX_TENANTS,
      sizeCalculation: ({ items }) => 1 + (items?.length ?? 0),
      ttl: settings.menuMaxAgeSeconds * 1000,
      perf: { now: () => clock.now().getTime() },
      ttlResolution: 0,
      fetchMethod: (orgId, before) => this.refresh(orgId, before),
    });
  }

  /** How long an answer may be kept, in seconds. */
  get maxAgeSeconds(): number {
    return this.context.settings.menuMaxAgeSeconds;
  }

  /** A tenant's menu in its order; null where there is no such tenant, or its sync is paused. */
  async of(orgId: string): Promise<readonly MenuItem[] | null> {
    return (await this.held.fetch(orgId))?.items ?? null;
  }

  private async refresh(orgId: string, before: HeldMenu | undefined): Promise<HeldMenu> {
    try {
      return await this.read(orgId, before);
    } catch (error) {
      if (before === undefined) throw error;
      callableLogs.menuFailed(this.context.log, asRequestError(error));
      return before;
    }
  }

  private async read(orgId: string, before: HeldMenu | undefined): Promise<HeldMenu> {
    const database = new Database(this.context.firestore);
    const readAt = this.context.clock.now().getTime();
    // Before the items: one that changes in between is then read again, rather than missed.
    const version = await menuVersion(database, orgId);
    if (version === null) return { version, items: null, readAt };
    if (before?.version === version && readAt - before.readAt < REREAD_AFTER_MILLISECONDS) return before;
    const items = sortedMenu(await readMenu(database, orgId));
    callableLogs.menuRead(this.context.log, { orgId, items: items.length, billed: database.billed });
    return { version, items, readAt };
  }
}
