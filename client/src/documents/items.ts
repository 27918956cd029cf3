// Made by `npm run api` from functions/src: change it there.

import type { Timestamp } from './timestamp.ts';

/** A document at tenants/{orgId}/publicViews/products/items/{itemId}. */
export interface ItemsDocument {
  /** The tenant. */
  orgId: string;
  /** Whatever else is in the menu, the next sync removes. */
  source: 'pos';
  /** The item's id in the POS. */
  posItemId: string;
  /** As the menu shows it. */
  name: string | null;
  /** As the POS has it. */
  brand: string | null;
  /** Such as `Flower`. */
  category: string | null;
  /** What the shop shows for one unit, before or with tax. */
  price: number | null;
  /** Whether `price` is with tax; null without a price. */
  priceIncludesTax: boolean | null;
  /** Before tax. */
  priceRetail: number | null;
  /** With tax ("out the door"). */
  priceOtd: number | null;
  /** What one unit costs the shop. */
  cost: number | null;
  /** The same for the batch on sale, if the POS has it. */
  batchCost: number | null;
  /** Units that can be sold now. */
  stock: number;
  /** Units per area, sellable ones first. `area` is null for units without one; areas without units are left out. */
  stockByArea: {
    area: string | null;
    sellable: boolean;
    units: number;
  }[];
  /** Whether there are more than the tenant's `pos.minimumStock`. */
  inStock: boolean;
  /** null if no lab has tested it. */
  thcPercent: number | null;
  /** null if no lab has tested it. */
  cbdPercent: number | null;
  /** As the POS has it. */
  strain: string | null;
  /** By the strain, else by words of the name or the category. */
  strainType: ('sativa' | 'indica' | 'hybrid' | 'cbd') | null;
  /** Of one unit, in `weightUnit`; null for what isn't sold by weight. */
  weight: number | null;
  /** Such as `g`. */
  weightUnit: string | null;
  /** false for accessories, gift cards and the like. */
  isCannabis: boolean | null;
  /** Plain text. null if the POS has none, or none has been fetched yet. */
  description: string | null;
  /** The POS's images, in its order. */
  imageUrls: string[];
  /** The first of `imageUrls`. The staff's if the POS has none: then no sync touches it. */
  imageUrl: string | null;
  /** The moment that day begins in the shop's time zone. */
  expiresOn: Timestamp | null;
  /** Shown first by `getPublicMenu`. */
  featured?: boolean;
  /** Place in `getPublicMenu` after the featured items; items without one come last. */
  sortOrder?: number;
  updatedAt: Timestamp;
  /** For queries by `updatedAt` (decision 30); missing on what has not changed since release 0.1. */
  changeShard?: number;
}
