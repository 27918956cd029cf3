// Made by `npm run api` from functions/src: change it there.

export interface BackfillProductAttributesInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** false to write. */
  dryRun?: boolean;
}

export interface BackfillProductAttributesOutput {
  dryRun: boolean;
  /** Items written by a sync. */
  items: number;
  /** How many of these got a value, or would. */
  changed: number;
  /** Values set. */
  set: {
    thcPercent: number;
    cbdPercent: number;
    strainType: number;
  };
  /** Values that are missing at the POS too. Most items have no lab test. */
  unknown: {
    thcPercent: number;
    cbdPercent: number;
    strainType: number;
  };
  /** Items with a missing value for which the POS has no readable row. */
  notAtPos: number;
  /** Documents that weren't written by a sync. The next sync replaces or removes them. */
  notSynced: number;
  /** The changed items; only the first ones if there are many. */
  listed: {
    itemId: string;
    name: string | null;
    values: {
      thcPercent?: number;
      cbdPercent?: number;
      strainType?: 'sativa' | 'indica' | 'hybrid' | 'cbd';
    };
  }[];
}
