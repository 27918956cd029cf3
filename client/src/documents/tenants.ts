// Made by `npm run api` from functions/src: change it there.

/** A document at tenants/{orgId}. */
export interface TenantsDocument {
  /** The shop's name. */
  name: string;
  /** How often recent changes are picked up between two syncs; 0 for never. Default: the param `SYNC_RECENT_EVERY_MINUTES`. */
  syncEveryMinutes?: (0 | 5 | 10 | 15) | null;
  /** Its POS. Credentials are secrets, and never in Firestore. */
  pos: {
    provider: 'alleaves';
    /** Whether its sync is on. */
    status: 'active' | 'paused';
    /** The POS's location. Default: the secret `{secretPrefix}_LOCATION_ID`, else what the login says. */
    locationId?: (string | number) | null;
    /** What the names of its secrets begin with. Default: `ALLEAVES`. */
    secretPrefix?: string | null;
    /** Whether its credentials are in the one secret `{secretPrefix}_LOGIN`, as JSON, instead of in four that are billed separately. Default: false. */
    credentialsInOneSecret?: boolean | null;
    /** Base of the POS API; https only outside emulators. Default: the Alleaves cloud. */
    baseUrl?: string | null;
    /** Endpoints of the POS. Default: `auto`. */
    dialect?: ('auto' | 'documented' | 'observed') | null;
    /** IANA name: days of the shop begin and end in it. Default: `America/New_York`. */
    timeZone?: string | null;
    /** Days of orders that each sync reads. Default: 90. */
    lookbackDays?: number | null;
    /** How far back the first run reads; from 1970 on. */
    historyStart?: string | null;
    /** Areas that sell, by name or type, in upper or lower case. Default: those of type `Retail`, or all but quarantine and damaged goods if the inventory has no such type. */
    sellableAreas?: string[] | null;
    /** Items with no more than this many units show as out of stock. Default: 0. */
    minimumStock?: number | null;
    /** Whether images and descriptions are fetched. Default: true. */
    itemDetails?: boolean | null;
  };
  /** The segments' thresholds. `previewSegmentRules` says who would move. */
  segmentRules?: {
    /** `vip`: dollars spent, at least. Default: 1000. */
    vipDollars?: number;
    /** `vip`: orders, at least. Default: 10. */
    vipOrders?: number;
    /** `loyal`: orders, at least; at most `vipOrders`. Default: 5. */
    loyalOrders?: number;
    /** `loyal`: days since the last order, fewer than this; at most `churnedOverDays`. Default: 60. */
    loyalUnderDays?: number;
    /** `at_risk`: days since the last order, more than this; less than `loyalUnderDays`. Default: 45. */
    atRiskOverDays?: number;
    /** `churned`: days since the last order, more than this. Default: 90. */
    churnedOverDays?: number;
    /** `returning`: orders, at least; at most `loyalOrders`. Default: 2. */
    returningOrders?: number;
  } | null;
  /** Nobody known to be younger is in a marketing audience. Default: 21. */
  minimumAge?: number | null;
}
