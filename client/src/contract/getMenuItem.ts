// Made by `npm run api` from functions/src: change it there.

export interface GetMenuItemInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
  /** From listMenuItems. */
  itemId: string;
}

export interface GetMenuItemOutput {
  item: {
    itemId: string;
    /** The item's id in the POS. */
    posItemId: string | null;
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
    expiresOn: string | null;
    /** Shown first by `getPublicMenu`. */
    featured: boolean;
    /** When one of the fields of the POS last changed. */
    updatedAt: string | null;
    /** null for callers below manager. */
    costs: {
      /** What one unit costs the shop. */
      cost: number | null;
      /** The same for the batch on sale, if the POS has it. */
      batchCost: number | null;
      /** Share of `priceRetail` left after `batchCost`, else after `cost`. null if a figure is unknown. */
      margin: number | null;
    } | null;
  };
}
