// Made by `npm run api` from functions/src: change it there.

export interface GetTodayInput {
  /** The tenant. A shop's own staff may leave it out; operators must name it. */
  orgId?: string;
}

export interface GetTodayOutput {
  sales: {
    /** Since the day began in the shop's time zone. */
    today: {
      from: string;
      to: string;
      orderCount: number;
      /** Dollars. */
      total: number;
    };
    /** The last seven days, today among them. */
    week: {
      from: string;
      to: string;
      orderCount: number;
      /** Dollars. */
      total: number;
    };
    /** The seven days before these, up to the same time of day. */
    weekBefore: {
      from: string;
      to: string;
      orderCount: number;
      /** Dollars. */
      total: number;
    };
  };
  soldOut: {
    /** Items that changed within 7 days and are out of stock now. */
    itemCount: number;
    /** Those that changed last. */
    items: {
      itemId: string;
      /** As the menu shows it. */
      name: string | null;
      /** As the POS has it. */
      brand: string | null;
      /** Such as `Flower`. */
      category: string | null;
      /** When one of the fields of the POS last changed. */
      updatedAt: string | null;
    }[];
  };
}
