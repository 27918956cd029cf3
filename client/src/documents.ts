// Made by `npm run api` from functions/src: change it there.

/** A Firestore Timestamp, as the client libraries read it. */
export interface Timestamp {
  readonly seconds: number;
  readonly nanoseconds: number;
  toDate(): Date;
}

/**
 * A document at tenants/{orgId}.
 */
export interface TenantsDocument {
  /**
   * The shop's name.
   */
  name: string;
  /**
   * How often recent changes are picked up between two syncs; 0 for never. Default: the param `SYNC_RECENT_EVERY_MINUTES`.
   */
  syncEveryMinutes?: (0 | 5 | 10 | 15) | null;
  /**
   * Its POS. Credentials are secrets, and never in Firestore.
   */
  pos: {
    provider: 'alleaves';
    /**
     * Whether its sync is on.
     */
    status: 'active' | 'paused';
    /**
     * The POS's location. Default: the secret `{secretPrefix}_LOCATION_ID`, else what the login says.
     */
    locationId?: (string | number) | null;
    /**
     * What the names of its secrets begin with. Default: `ALLEAVES`.
     */
    secretPrefix?: string | null;
    /**
     * Whether its credentials are in the one secret `{secretPrefix}_LOGIN`, as JSON, in place of four that are billed each. Default: false.
     */
    credentialsInOneSecret?: boolean | null;
    /**
     * Base of the POS API; https only outside emulators. Default: the Alleaves cloud.
     */
    baseUrl?: string | null;
    /**
     * Endpoints of the POS. Default: `auto`.
     */
    dialect?: ('auto' | 'documented' | 'observed') | null;
    /**
     * IANA name: days of the shop begin and end in it. Default: `America/New_York`.
     */
    timeZone?: string | null;
    /**
     * Days of orders that each sync reads. Default: 90.
     */
    lookbackDays?: number | null;
    /**
     * How far back the first run reads; from 1970 on.
     */
    historyStart?: string | null;
    /**
     * Areas that sell, by name or type, in upper or lower case. Default: those of type `Retail`, or all but quarantine and damaged goods if the inventory has no such type.
     */
    sellableAreas?: string[] | null;
    /**
     * Items with no more than this many units show as out of stock. Default: 0.
     */
    minimumStock?: number | null;
    /**
     * Whether images and descriptions are fetched. Default: true.
     */
    itemDetails?: boolean | null;
  };
  /**
   * The segments' thresholds. `previewSegmentRules` says who would move.
   */
  segmentRules?: {
    /**
     * `vip`: dollars spent, at least. Default: 1000.
     */
    vipDollars?: number;
    /**
     * `vip`: orders, at least. Default: 10.
     */
    vipOrders?: number;
    /**
     * `loyal`: orders, at least; at most `vipOrders`. Default: 5.
     */
    loyalOrders?: number;
    /**
     * `loyal`: days since the last order, fewer than this; at most `churnedOverDays`. Default: 60.
     */
    loyalUnderDays?: number;
    /**
     * `at_risk`: days since the last order, more than this; less than `loyalUnderDays`. Default: 45.
     */
    atRiskOverDays?: number;
    /**
     * `churned`: days since the last order, more than this. Default: 90.
     */
    churnedOverDays?: number;
    /**
     * `returning`: orders, at least; at most `loyalOrders`. Default: 2.
     */
    returningOrders?: number;
  } | null;
  /**
   * Nobody known to be younger is in a marketing audience. Default: 21.
   */
  minimumAge?: number | null;
}

/**
 * A document at tenants/{orgId}/customers/{customerId}.
 */
export interface CustomersDocument {
  /**
   * The tenant.
   */
  orgId: string;
  /**
   * `manual` for customers entered by hand.
   */
  source: 'alleaves' | 'manual';
  /**
   * The customer's id in the POS; null for customers entered by hand.
   */
  posCustomerId: string | null;
  /**
   * Trimmed and in lower case; never a placeholder of the POS.
   */
  email: string | null;
  /**
   * As it was entered, in any format.
   */
  phone: string | null;
  /**
   * null for guests without a name.
   */
  firstName: string | null;
  /**
   * null for guests without a name.
   */
  lastName: string | null;
  /**
   * The full name if the POS has one, else first and last name.
   */
  displayName: string | null;
  /**
   * `YYYY-MM-DD`.
   */
  birthDate: string | null;
  /**
   * Points in the loyalty program, as the POS counts them.
   */
  loyaltyPoints: number | null;
  /**
   * When the POS first had the customer.
   */
  customerSince: Timestamp | null;
  /**
   * The segment by the rules; `new` for a customer without orders, null for one that is gone from the POS.
   */
  segment: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
  /**
   * The rule that decided.
   */
  segmentReason: string | null;
  /**
   * Since when the customer is in the segment.
   */
  segmentedAt: Timestamp | null;
  /**
   * When the segment changes next if no order comes; null if it never does.
   */
  segmentDueAt: Timestamp | null;
  /**
   * The sum of all orders that count.
   */
  totalSpent: number;
  /**
   * Orders that count. A negative total (a refund line) is not an order.
   */
  orderCount: number;
  /**
   * `totalSpent` per order; 0 without orders.
   */
  avgOrderValue: number;
  /**
   * The date of the earliest of these orders.
   */
  firstOrderDate: Timestamp | null;
  /**
   * The date of the latest of these orders.
   */
  lastOrderDate: Timestamp | null;
  /**
   * The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit.
   */
  usualDaysBetweenOrders: number | null;
  /**
   * `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown.
   */
  overdueAt: Timestamp | null;
  /**
   * At most 50 of 50 characters each, compared as written.
   */
  tags: string[];
  /**
   * At most 5,000 characters.
   */
  notes: string | null;
  /**
   * Whether the shop may send marketing.
   */
  consent: {
    sms: {
      /**
       * What the customer said last.
       */
      status: 'granted' | 'denied' | 'unknown';
      /**
       * When they said so.
       */
      at: Timestamp | null;
      /**
       * The uid of the person who recorded it.
       */
      by: string | null;
    };
    email: {
      /**
       * What the customer said last.
       */
      status: 'granted' | 'denied' | 'unknown';
      /**
       * When they said so.
       */
      at: Timestamp | null;
      /**
       * The uid of the person who recorded it.
       */
      by: string | null;
    };
  };
  /**
   * When the document was created.
   */
  createdAt: Timestamp | null;
  /**
   * When one of the POS's fields last changed, no matter who enters them.
   */
  updatedAt: Timestamp | null;
  /**
   * For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1.
   */
  changeShard?: number;
  /**
   * The start of the first complete walk that no longer had the customer; null while the POS has them, and for those entered by hand.
   */
  goneSince: Timestamp | null;
  /**
   * When the customer's personal data was erased.
   */
  erasedAt?: Timestamp | null;
}

/**
 * A document at tenants/{orgId}/orders/{orderId}.
 */
export interface OrdersDocument {
  /**
   * The tenant.
   */
  orgId: string;
  /**
   * Orders come from the POS alone.
   */
  source: 'alleaves';
  /**
   * The order's id in the POS.
   */
  posOrderId: string;
  /**
   * The document id of the customer it was matched to.
   */
  customerId: string;
  /**
   * By the order's email, or by the customer's id in the POS.
   */
  matchedBy: 'email' | 'pos_id';
  /**
   * Whether it counts toward spending: all but cancelled and refunded orders do.
   */
  counts: boolean;
  /**
   * As the POS has it: if the email decided, it can be somebody else's or null.
   */
  posCustomerId: string | null;
  /**
   * The location in the POS where it was placed; null if the POS doesn't say.
   */
  posLocationId: string | null;
  /**
   * Never a placeholder. Null on orders of erased customers, and in a shop that has any, if no customer has the address.
   */
  email: string | null;
  /**
   * `unknown` for a status that this release does not know.
   */
  status:
    | 'pending'
    | 'submitted'
    | 'confirmed'
    | 'preparing'
    | 'ready'
    | 'completed'
    | 'cancelled'
    | 'refunded'
    | 'unknown';
  /**
   * What was bought.
   */
  items: {
    /**
     * The product's id in the POS, as on the menu; never that of the line.
     */
    posItemId: string | null;
    /**
     * As it was sold.
     */
    name: string | null;
    /**
     * Units, or grams of what is sold by weight.
     */
    quantity: number | null;
    /**
     * Of one unit.
     */
    price: number | null;
    /**
     * As on the menu.
     */
    category: string | null;
  }[];
  /**
   * As the POS has it.
   */
  subtotal: number | null;
  /**
   * As the POS has it.
   */
  tax: number | null;
  /**
   * As the POS has it.
   */
  discount: number | null;
  /**
   * What was paid; negative for a refund line.
   */
  total: number;
  orderDate: Timestamp;
  updatedAt: Timestamp;
  /**
   * For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1.
   */
  changeShard?: number;
}

/**
 * A document at tenants/{orgId}/customer_spending/{spendingKey}.
 */
export interface CustomerSpendingDocument {
  /**
   * The tenant.
   */
  orgId: string;
  /**
   * The customer; null if several share the email.
   */
  customerId: string | null;
  /**
   * The customers whose orders are added up.
   */
  customerIds: string[];
  /**
   * The sum of all orders that count.
   */
  totalSpent: number;
  /**
   * Orders that count. A negative total (a refund line) is not an order.
   */
  orderCount: number;
  /**
   * `totalSpent` per order; 0 without orders.
   */
  avgOrderValue: number;
  /**
   * The date of the earliest of these orders.
   */
  firstOrderDate: Timestamp | null;
  /**
   * The date of the latest of these orders.
   */
  lastOrderDate: Timestamp | null;
  /**
   * The median of days between visits, to a tenth; null before the third order. Orders within 12 hours are one visit.
   */
  usualDaysBetweenOrders: number | null;
  /**
   * `lastOrderDate` and 1.5 times the usual days: when a customer has stayed away for longer than is usual for them; null if unknown.
   */
  overdueAt: Timestamp | null;
  updatedAt: Timestamp;
  /**
   * For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1.
   */
  changeShard?: number;
}

/**
 * A document at tenants/{orgId}/segment_changes/{changeId}.
 */
export interface SegmentChangesDocument {
  /**
   * The tenant.
   */
  orgId: string;
  /**
   * The id of the customer's document.
   */
  customerId: string;
  /**
   * The customer's id in the POS.
   */
  posCustomerId: string | null;
  /**
   * The segment before; null if there was none to read: the customer was gone from the POS, or somebody had edited it.
   */
  from: ('vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned') | null;
  /**
   * The segment from then on.
   */
  to: 'vip' | 'loyal' | 'returning' | 'new' | 'at_risk' | 'churned';
  /**
   * `order`: an order came, changed or was refunded. `time`: it passed. `rules`: the thresholds changed. `repair`: what was edited by hand was put right, or the POS has the customer again.
   */
  cause: 'order' | 'time' | 'rules' | 'repair';
  /**
   * The rule that decided, as `segmentReason`.
   */
  reason: string;
  at: Timestamp;
  /**
   * Of the customer at that time.
   */
  totalSpent: number;
  /**
   * Orders that counted at that time.
   */
  orderCount: number;
  /**
   * Orders that counted before. 0 when a history was read for the first time: a consumer that greets people leaves those out.
   */
  previousOrderCount: number;
  expireAt: Timestamp;
}

/**
 * A document at tenants/{orgId}/publicViews/products/items/{itemId}.
 */
export interface ItemsDocument {
  /**
   * The tenant.
   */
  orgId: string;
  /**
   * Whatever else is in the menu, the next sync removes.
   */
  source: 'pos';
  /**
   * The item's id in the POS.
   */
  posItemId: string;
  /**
   * As the menu shows it.
   */
  name: string | null;
  /**
   * As the POS has it.
   */
  brand: string | null;
  /**
   * Such as `Flower`.
   */
  category: string | null;
  /**
   * What the shop shows for one unit, before or with tax.
   */
  price: number | null;
  /**
   * Whether `price` is with tax; null without a price.
   */
  priceIncludesTax: boolean | null;
  /**
   * Before tax.
   */
  priceRetail: number | null;
  /**
   * With tax ("out the door").
   */
  priceOtd: number | null;
  /**
   * What one unit costs the shop.
   */
  cost: number | null;
  /**
   * The same of the batch on sale, if the POS has it.
   */
  batchCost: number | null;
  /**
   * Units that can be sold now.
   */
  stock: number;
  /**
   * Units per area, sellable ones first. `area` is null for units without one; areas without units are left out.
   */
  stockByArea: {
    area: string | null;
    sellable: boolean;
    units: number;
  }[];
  /**
   * Whether there are more than the tenant's `pos.minimumStock`.
   */
  inStock: boolean;
  /**
   * null if no lab has tested it.
   */
  thcPercent: number | null;
  /**
   * null if no lab has tested it.
   */
  cbdPercent: number | null;
  /**
   * As the POS has it.
   */
  strain: string | null;
  /**
   * By the strain, else by words of the name or the category.
   */
  strainType: ('sativa' | 'indica' | 'hybrid' | 'cbd') | null;
  /**
   * Of one unit, in `weightUnit`; null for what isn't sold by weight.
   */
  weight: number | null;
  /**
   * Such as `g`.
   */
  weightUnit: string | null;
  /**
   * false for accessories, gift cards and the like.
   */
  isCannabis: boolean | null;
  /**
   * Plain text. null if the POS has none, or none has been fetched yet.
   */
  description: string | null;
  /**
   * The POS's images, in its order.
   */
  imageUrls: string[];
  /**
   * The first of `imageUrls`. The staff's if the POS has none: then no sync touches it.
   */
  imageUrl: string | null;
  /**
   * The moment that day begins in the shop's time zone.
   */
  expiresOn: Timestamp | null;
  /**
   * Shown first by `getPublicMenu`.
   */
  featured?: boolean;
  /**
   * Place in `getPublicMenu` after the featured items; items without one come last.
   */
  sortOrder?: number;
  updatedAt: Timestamp;
  /**
   * For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1.
   */
  changeShard?: number;
}

/**
 * A document at tenants/{orgId}/sync_status/pos.
 */
export interface SyncStatusDocument {
  /**
   * How the last sync ended, or `running`; `idle` before the first.
   */
  state: 'idle' | 'running' | 'succeeded' | 'failed';
  /**
   * The start of the last complete success.
   */
  lastSyncAt: Timestamp | null;
  /**
   * The start of the last run for recent changes that succeeded.
   */
  lastRecentSyncAt: Timestamp | null;
  /**
   * The start of the last run.
   */
  lastAttemptAt: Timestamp | null;
  /**
   * The last run.
   */
  lastRunId: string | null;
  /**
   * Customers of the POS.
   */
  customerCount: number;
  /**
   * Stored orders.
   */
  orderCount: number;
  /**
   * Items of the menu.
   */
  menuProductsCount: number;
  /**
   * Customers of the POS by segment.
   */
  segmentCounts: {
    [k: string]: number;
  };
  /**
   * Why the last attempt failed; null after a success.
   */
  lastError: {
    /**
     * Stable; docs/operations.md lists them.
     */
    code: string;
    /**
     * Says what is wrong and what to do.
     */
    message: string;
    /**
     * Where it happened.
     */
    stage: string;
    at: Timestamp;
  } | null;
  /**
   * What was odd about the POS's answers in the last complete success, and stopped nothing.
   */
  warnings: {
    /**
     * Stable; docs/operations.md lists them.
     */
    code: string;
    /**
     * Says what is odd and what to do.
     */
    message: string;
    since: Timestamp;
  }[];
  /**
   * What the POS's answers usually look like; the next sync is compared with it (decision 21).
   */
  baseline: {
    customers?: {
      records: number;
      rates: {
        [k: string]: number;
      };
    };
    orders?: {
      records: number;
      rates: {
        [k: string]: number;
      };
    };
    items?: {
      records: number;
      rates: {
        [k: string]: number;
      };
    };
    unknownStatuses: number;
    orderDays: string[];
  } | null;
  /**
   * The endpoints that the POS was found to have.
   */
  dialect: ('documented' | 'observed') | null;
  /**
   * Rows per page that the POS gives, if it was found to give fewer than asked for; null otherwise.
   */
  pageSize: number | null;
  /**
   * The day from which the next sync reads orders once more, because some were missed or matched nobody (decision 18).
   */
  revisitFrom: string | null;
  /**
   * Which thresholds every customer's segment follows, as a fingerprint; null for the defaults.
   */
  segmentRules: string | null;
  /**
   * The update time of the tenant's document when all segments were last checked. If the document has been written since, the next sync checks again (decision 32).
   */
  tenantVersion: string | null;
  /**
   * When a customer entered by hand was erased first; from then on rows of the POS are kept without what can be theirs (decision 11).
   */
  manualErasedAt: Timestamp | null;
  /**
   * Who may write the tenant's data now.
   */
  lease: {
    /**
     * A run, or an action that needs the tenant for itself.
     */
    runId: string;
    step: number;
    attempt: number;
    /**
     * Which attempt at the step before handed over to this step; missing in a run's first step.
     */
    previousAttempt?: number;
    expiresAt: Timestamp;
  } | null;
  /**
   * The run under way; it becomes a document of `sync_runs`.
   */
  run: {
    /**
     * What the status said before the run; a dry run leaves it so.
     */
    stateBefore: 'idle' | 'running' | 'succeeded' | 'failed';
    /**
     * What started it.
     */
    trigger?: 'schedule' | 'recent' | 'manual' | 'backfill' | 'replay';
    /**
     * `full` also reads every document, and repairs what was edited or deleted by hand.
     */
    mode?: 'incremental' | 'full';
    /**
     * Count what would be written, and write nothing.
     */
    dryRun?: boolean;
    /**
     * Let the run remove more than half of the menu.
     */
    forceMenu?: boolean;
    /**
     * Let the run mark more than half of the customers, or all, as gone.
     */
    forceCustomers?: boolean;
    /**
     * Let the run empty fields that most records had, and take what the POS sends now for usual.
     */
    forceFields?: boolean;
    /**
     * Only a part of the tenant; null for all of it.
     */
    scope?:
      | (
          | {
              kind: 'window';
              from: string;
              to: string;
            }
          | {
              kind: 'recent';
            }
          | {
              kind: 'customer';
              posCustomerId: string;
            }
        )
      | null;
    startedAt: Timestamp;
    stage: string;
    progress: {
      /**
       * The days of orders it reads.
       */
      window: {
        from: string;
        to: string;
      } | null;
      dialect: ('documented' | 'observed') | null;
      pageSize?: number | null;
      /**
       * What each stage has counted.
       */
      stages: {
        [k: string]: {
          /**
           * Documents it created.
           */
          added: number;
          /**
           * Documents it changed.
           */
          updated: number;
          /**
           * Records that were as they are stored.
           */
          unchanged: number;
          /**
           * Documents it deleted.
           */
          deleted: number;
          /**
           * Rows that could not be read, in whole or in part.
           */
          quarantined: number;
          /**
           * Records left out on purpose, by reason.
           */
          skipped: {
            [k: string]: number;
          };
          /**
           * Pages it read.
           */
          pages: number;
          /**
           * Milliseconds it worked.
           */
          durationMs: number;
        };
      };
      totals: {
        customerCount?: number;
        orderCount?: number;
        menuProductsCount?: number;
        segmentCounts?: {
          [k: string]: number;
        };
        revisitFrom?: string;
        segmentRules?: string;
        tenantVersion?: string;
      };
      unknownStatuses?: {
        [k: string]: number;
      };
      measured: {
        customers?: {
          records: number;
          filled: {
            [k: string]: number;
          };
        };
        orders?: {
          records: number;
          filled: {
            [k: string]: number;
          };
        };
        items?: {
          records: number;
          filled: {
            [k: string]: number;
          };
        };
        unknownStatuses: number;
        orderDays: {
          [k: string]: number;
        };
      };
      /**
       * What Firestore bills so far.
       */
      billed: {
        reads: number;
        writes: number;
        deletes: number;
      };
    };
  } | null;
}

/**
 * A document at tenants/{orgId}/sync_runs/{runId}.
 */
export interface SyncRunsDocument {
  /**
   * The run's id.
   */
  runId: string;
  /**
   * What started it.
   */
  trigger?: 'schedule' | 'recent' | 'manual' | 'backfill' | 'replay';
  /**
   * `full` also reads every document, and repairs what was edited or deleted by hand.
   */
  mode?: 'incremental' | 'full';
  /**
   * Count what would be written, and write nothing.
   */
  dryRun?: boolean;
  /**
   * Only a part of the tenant; null for all of it.
   */
  scope?:
    | (
        | {
            kind: 'window';
            from: string;
            to: string;
          }
        | {
            kind: 'recent';
          }
        | {
            kind: 'customer';
            posCustomerId: string;
          }
      )
    | null;
  /**
   * `running` while it is continued or retried.
   */
  state: 'running' | 'succeeded' | 'failed';
  /**
   * The last one it reached.
   */
  stage: string;
  startedAt: Timestamp;
  /**
   * When it ended.
   */
  finishedAt: Timestamp | null;
  /**
   * The days of orders it read.
   */
  window: {
    from: string;
    to: string;
  } | null;
  /**
   * What each stage has counted.
   */
  stages: {
    [k: string]: {
      /**
       * Documents it created.
       */
      added: number;
      /**
       * Documents it changed.
       */
      updated: number;
      /**
       * Records that were as they are stored.
       */
      unchanged: number;
      /**
       * Documents it deleted.
       */
      deleted: number;
      /**
       * Rows that could not be read, in whole or in part.
       */
      quarantined: number;
      /**
       * Records left out on purpose, by reason.
       */
      skipped: {
        [k: string]: number;
      };
      /**
       * Pages it read.
       */
      pages: number;
      /**
       * Milliseconds it worked.
       */
      durationMs: number;
    };
  };
  /**
   * Orders by status word, of words that this release does not know: at most 20, and `(other)`.
   */
  unknownStatuses: {
    [k: string]: number;
  };
  /**
   * The share of records it read that had each field.
   */
  fillRates: {
    [k: string]: {
      [k: string]: number;
    };
  };
  /**
   * What Firestore bills for it.
   */
  billed: {
    reads: number;
    writes: number;
    deletes: number;
    /**
     * In dollars, at list prices.
     */
    usd: number;
  };
  /**
   * Why it failed.
   */
  error: {
    /**
     * Stable; docs/operations.md lists them.
     */
    code: string;
    /**
     * Says what is wrong and what to do.
     */
    message: string;
    /**
     * Where it happened.
     */
    stage: string;
    at: Timestamp;
  } | null;
  expireAt: Timestamp;
}

/**
 * A document at tenants/{orgId}/sync_index/{stream}_{shard}.
 */
export interface SyncIndexDocument {
  /**
   * Whose records it knows.
   */
  stream: 'customers' | 'orders' | 'spending' | 'items';
  /**
   * The first key of its range, in the order of the stream.
   */
  from: string;
  /**
   * The first key after its range; null for the last shard.
   */
  to: string | null;
  /**
   * Of the packed form.
   */
  version: number;
  /**
   * Records it knows.
   */
  count: number;
  entries: Uint8Array;
  /**
   * The last run that changed it, and what that did.
   */
  run: {
    id: string;
    added: number;
    updated: number;
    deleted: number;
  } | null;
}

/**
 * A document at tenants/{orgId}/sync_preview/{step}_{runId}_{stream}_{shard}.
 */
export interface SyncPreviewDocument {
  /**
   * Whose records it knows.
   */
  stream: 'customers' | 'orders' | 'spending' | 'items';
  /**
   * The first key of its range, in the order of the stream.
   */
  from: string;
  /**
   * The first key after its range; null for the last shard.
   */
  to: string | null;
  /**
   * Of the packed form.
   */
  version: number;
  /**
   * Records it knows.
   */
  count: number;
  entries: Uint8Array;
  /**
   * The last run that changed it, and what that did.
   */
  run: {
    id: string;
    added: number;
    updated: number;
    deleted: number;
  } | null;
  /**
   * The dry run.
   */
  runId: string;
  /**
   * The step of the run that saved it; a later step replaces it.
   */
  step: number;
  expireAt: Timestamp;
}

/**
 * A document at tenants/{orgId}/sync_quarantine/{stream}_{id}.
 */
export interface SyncQuarantineDocument {
  /**
   * Which records of the POS it is among.
   */
  stream: 'customers' | 'orders' | 'items';
  /**
   * null if the row has no id that can be read.
   */
  posId: string | null;
  /**
   * What is wrong with it.
   */
  issues: {
    /**
     * The field at fault; empty for the row as a whole.
     */
    path: string;
    /**
     * What is wrong with it.
     */
    message: string;
  }[];
  /**
   * The row as received; its JSON text if Firestore can't hold it or it is larger than 64 KiB; null if it is or can be an erased customer's. In a shop that has erased customers, without texts that can be theirs.
   */
  payload?: {
    [k: string]: unknown;
  };
  /**
   * The run that saw it last.
   */
  runId: string;
  firstSeenAt: Timestamp;
  lastSeenAt: Timestamp;
  /**
   * On how many days it came.
   */
  count: number;
  expireAt: Timestamp;
}

/**
 * A document at dead_letters/{id}.
 */
export interface DeadLettersDocument {
  /**
   * Where the message was published.
   */
  topic: string;
  /**
   * Pub/Sub's id of the message.
   */
  messageId: string;
  /**
   * The tenant; null if the message names none.
   */
  orgId: string | null;
  /**
   * The run it was of.
   */
  runId: string | null;
  /**
   * The message: parsed if it is JSON, else its text.
   */
  message: {
    [k: string]: unknown;
  };
  /**
   * Why it failed.
   */
  error: {
    /**
     * `permanent`, `auth`, `config`, or `transient` for one that was retried too long.
     */
    kind: string;
    /**
     * Stable; docs/operations.md lists them.
     */
    code: string;
    /**
     * Says what is wrong and what to do.
     */
    message: string;
    /**
     * Where it happened.
     */
    stage: string | null;
  };
  /**
   * Of the last delivery.
   */
  attempts: number;
  firstFailedAt: Timestamp;
  lastFailedAt: Timestamp;
  /**
   * Whether it waits for somebody.
   */
  state: 'open' | 'replayed' | 'discarded';
  /**
   * When Firestore deletes it: 90 days after it was replayed or discarded; null while it is open.
   */
  expireAt: Timestamp | null;
}
