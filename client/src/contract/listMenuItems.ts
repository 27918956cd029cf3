// Made by `npm run api` from functions/src: change it there.

export interface ListMenuItemsInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface ListMenuItemsOutput {
  items: {
    itemId: string;
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
    /** Units that can be sold now. */
    stock: number | null;
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
    /** Shown first by `getPublicMenu`. */
    featured: boolean;
    /** The moment that day begins in the shop's time zone. */
    expiresOn: string | null;
    /** The first of `imageUrls`. The staff's if the POS has none: then no sync touches it. */
    imageUrl: string | null;
    /** null for callers below manager. */
    costs: {
      /** What one unit costs the shop. */
      cost: number | null;
      /** The same for the batch on sale, if the POS has it. */
      batchCost: number | null;
      /** Share of `priceRetail` left after `batchCost`, else after `cost`. null if a figure is unknown. */
      margin: number | null;
    } | null;
  }[];
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
