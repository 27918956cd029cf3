// Made by `npm run api` from functions/src: change it there.

export interface PublicMenuQuery {
  /** The shop. */
  orgId: string;
  /** Only items of this category, in upper or lower case. */
  category?: string;
  /** Items on the page. */
  limit?: number;
  /** The `nextCursor` of the previous page, with otherwise the same input. Leave it out for the first page. */
  cursor?: string;
}

export interface PublicMenuAnswer {
  /** In stock. Featured items first, then by sortOrder, category and name; items without one come last. */
  items: {
    id: string;
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
    imageUrl: string | null;
    imageUrls: string[];
    /** Shown first by `getPublicMenu`. */
    featured: boolean;
    /** Place in `getPublicMenu` after the featured items; items without one come last. */
    sortOrder: number | null;
  }[];
  /** Items on all pages. */
  total: number;
  /** Where the next page begins. null after the last page. */
  nextCursor: string | null;
}
