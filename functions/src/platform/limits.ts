import { POS_LIMITS } from './posLimits';
import { DAY, KIB, MIB, MINUTE } from './units';

/**
 * The deployed values, by topic. Pages are what is done between two looks at the time, at the pause, or at whether a commit is
 * full: large enough that a round trip is shared by many, small enough that a delivery's memory and time allow it.
 */
const defaults = {
  /** Transactions that write documents. */
  commit: {
    /** Data documents in one commit; Firestore once took 500, and the shards come on top. */
    documents: 400,
    /** Canonical JSON in one commit, in bytes: Firestore refuses requests over 10 MiB, and the wire form is somewhat larger. */
    bytes: 5 * MIB,
    /** Commits of a stream that are packed and not done yet; those of one shard are made one after the other. */
    underWay: 4,
    /** Shards of a dry run's preview in one commit: each is as large as `shard.bytes`, and Firestore takes requests of up to 10 MiB. */
    previewShards: 8,
  },

  /** Documents of records. */
  document: {
    /**
     * The largest, in bytes: below Firestore's limit of 1 MiB, so that there is room for what others keep in it, `updatedAt`, and the notes
     * and tags of the staff.
     */
    bytes: 900 * KIB,
  },

  /** Shards of the packed index. */
  shard: {
    /** Entries (records and quarantined rows) that a shard holds before it is split: 8,000 take about 250 KB. */
    entries: 8_000,
    /** Packed bytes of a shard; Firestore takes documents of up to 1 MiB. */
    bytes: 600 * KIB,
    /** Shards that a walk which loads them as it goes keeps in memory; older ones are committed, dropped and read again. */
    loaded: 32,
    /** Shards that a dry run keeps in memory before it saves them: each takes some megabytes there. */
    unsaved: 16,
    /** How long what a dry run leaves is kept if it dies, in milliseconds: longer than any run lives, retries included. */
    previewRetentionMilliseconds: 7 * DAY,
  },

  /** Documents, or keys, between two looks. */
  page: {
    /** Documents that a rebuild of the index reads. */
    rebuild: 500,
    /** Spending documents that are compared. */
    spendingKeys: 400,
    /** Customers whose derived fields a full sync looks at. */
    derivedFields: 500,
    /** Customers whose segment is due to change. */
    dueSegments: 200,
    /** Orders that an erasure reads. */
    erasedOrders: 300,
    /** Quarantined rows that an erasure reads: payloads have up to 64 KiB each. */
    erasedQuarantine: 100,
    /** Items whose attributes a backfill sets. */
    attributes: 100,
  },

  /** What is done at the same time. */
  inFlight: {
    /** Customers that are recomputed, by two reads and a write each. */
    customers: 16,
    /** Tenants whose freshness is checked, by three reads each. */
    tenants: 16,
    /** Messages handed to Pub/Sub; the client batches them into requests. */
    publishes: 1_000,
  },

  /** What the tenants take that share an instance of a stage, of 512 MiB (docs/performance.md has the measurements). */
  memory: {
    /** Heap for tenants, in bytes: Node takes about half of an instance's memory for its heap, of which 60 MiB are the program. */
    bytes: 192 * MIB,
    /** Bytes that any delivery takes: the pages in flight, as text and as rows, and what is left over of them. */
    bytesPerDelivery: 32 * MIB,
    /** Bytes for each customer and order: their entries in the index. Of large tenants, parts of it are loaded in turn. */
    bytesPerRecord: 700,
    /** How long a delivery waits for room, in milliseconds: a quarter of what it has. */
    waitMilliseconds: 80_000,
  },

  /** Over how long a tick of the schedule is spread, so that tenants don't all ask the POS at once, in milliseconds. */
  spread: {
    /** For each tenant beyond the first. */
    tenantMilliseconds: 100,
    /** At most. */
    longestMilliseconds: 5_000,
  },

  /** Windows of orders. */
  window: {
    /** Days of a backfill that are read at a time: the POS answers the more slowly the longer a window is. */
    backfillDays: 90,
  },

  /** When a sync doesn't believe the POS that records are gone (design §7 and §11). */
  brake: {
    /** The fewest customers that are looked at; a new shop does sort out its first ones. */
    customers: 20,
    /** The smallest menu that is looked at; small ones do change by half. */
    items: 20,
    /** The largest share of the menu that one run removes unasked, of the customers that it marks as gone, and of a field's values that it empties. */
    share: 0.5,
    /** The fewest records that lose a field in a run before that is looked at (design §11); single ones do change. */
    records: 20,
    /** The most rows that are read before the first of them is written: a field that one in 25 customers has can be judged by so many, and they take 2 MiB. */
    rows: 500,
    /** Stored documents that are read to see whether a field would be lost: 0.006 cents, and only if it seems so. */
    sample: 100,
    /** The share of orders with an unknown status from which on it is worth a warning: a word or two are new now and then. */
    unknownShare: 0.1,
    /** Days in a row with orders after which a day without any is worth a warning: two weeks have each day of the week twice. */
    sellingDays: 14,
  },

  /** Rows of the POS that can't be used. */
  quarantine: {
    /** The largest payload that is kept, as JSON, in bytes. */
    payloadBytes: 64 * KIB,
    /** How long a row that keeps coming back unchanged is left alone, in milliseconds; `lastSeenAt` is that accurate. */
    refreshMilliseconds: DAY,
    /**
     * How long a row is kept after it was seen last, in milliseconds. One that is still bad is seen, and its time moved on, each day
     * that it is read; what is left behind are rows that the POS has removed, or that no window reaches any more (decision 0012).
     */
    retentionMilliseconds: 90 * DAY,
  },

  /** Changes of a customer's segment. */
  segmentChange: {
    /** How long one is kept, in milliseconds: a year to compare with, and a month to do it in. */
    retentionMilliseconds: 400 * DAY,
    /** Changes that an erasure deletes between two looks at the time. */
    erasedAtOnce: 400,
  },

  /** Messages that failed for good. */
  deadLetter: {
    /** The longest error message that is kept, in characters. */
    errorCharacters: 2_000,
    /** The longest text that is kept of a message that isn't JSON, in characters. */
    textCharacters: 64 * KIB,
    /** How long one that needs nothing more is kept, in milliseconds; one that is open never expires. */
    retentionMilliseconds: 90 * DAY,
  },

  /** Work beside runs that holds a tenant's lease, so that no sync of the tenant is under way meanwhile. */
  hold: {
    /** How long it may take, in milliseconds: twice the time limit of a call. If it dies, syncs go on after that. */
    milliseconds: 2 * MINUTE,
    /** How long one erasure goes through quarantine and orders, in milliseconds: the last pass follows, and a call has a minute. */
    erasureMilliseconds: 35_000,
    /** How long its last pass, over the spending, goes on, in milliseconds; it takes seconds unless much has changed. */
    erasureSpendingMilliseconds: 15_000,
  },

  /** Lists of which not all conditions can be part of the query. */
  scan: {
    /** Documents that one call looks at: 0.06 cents, and well under a second. */
    documents: 1_000,
    /** Documents asked for at once when the first batches had few matches. */
    batch: 250,
  },

  /** Reports of likely duplicates. */
  duplicates: {
    /** Customers with an address that one call looks at, and as many with a telephone number: 0.6 cents, and a few seconds. */
    customers: 10_000,
  },

  /** Spending that is added up from the orders themselves, for the time before the spending documents are there. */
  liveSpending: {
    /** How long the query may take, in milliseconds (the seed's limit). */
    milliseconds: 8_000,
    /** Orders that are read: more than anybody has, and 0.3 cents. */
    orders: 5_000,
    /** Customers whose orders one query finds: what the embedded Firestore's `in` takes. */
    customers: 10,
  },

  /** Exports of customers. */
  export: {
    /** Characters of CSV after which a page ends early: 500 rows have 150,000, but names of the POS can be thousands long. */
    csvCharacters: MIB,
  },

  /** Imports of consent. */
  consentImport: {
    /** Email addresses that one query looks for: what the embedded Firestore's `in` takes. */
    addresses: 10,
    /** Such queries at the same time. */
    queries: 16,
    /** Customers with a phone number who are looked at, by a read each: 0.6 cents, and a few seconds. */
    phones: 20_000,
  },

  /** Public menus, which an instance holds in memory. */
  menu: {
    /** Items of one shop in stock: far above any shop's. */
    items: 10_000,
    /** Items held, over all menus: about 80 MB of the 512 of an instance. One with a description counts once more for each 400 characters of it. */
    heldItems: 200_000,
    /** Menus held. */
    heldTenants: 1_000,
    /** When a menu that no sync has changed is read again, in milliseconds, for what was edited by hand. */
    rereadMilliseconds: 10 * MINUTE,
  },

  /** Secrets that an instance holds in memory. */
  secrets: {
    /** How long, in milliseconds: short, because one may be rotated at any time. */
    milliseconds: 5 * MINUTE,
    /** How long it is known whom a secret is for, in milliseconds: that changes once in its life. */
    bindingMilliseconds: 60 * MINUTE,
    /** How many: four a tenant, and an instance meets fewer tenants than that in this time. */
    held: 400,
  },

  /** Messages that Pub/Sub's client gathers into one request. */
  publish: {
    messages: 500,
    /** How long the first of them waits for others, in milliseconds. */
    milliseconds: 10,
  },

  /** Spans, if they are exported. */
  span: {
    /** How long a delivery waits for its span to be taken, in milliseconds; what is not taken by then is lost. */
    exportMilliseconds: 3_000,
  },

  pos: POS_LIMITS,
};

type Defaults = typeof defaults;

/**
 * Every size and time that is a matter of tuning, as numbers, so that tests and the fault simulator run the same code with small
 * ones. Not here: what a protocol or Firestore fixes, the rules of the shop, and what the callables' schemas promise their callers;
 * these stand where they are used.
 */
export type Limits = { readonly [Topic in keyof Defaults]: Readonly<Defaults[Topic]> };

export const DEFAULT_LIMITS: Limits = defaults;
