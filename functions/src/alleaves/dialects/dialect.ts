import type { SyncWindow } from '../../rules/time/window';
import type { DialectName } from '../../platform/ports/pos';
import type { PosRequest } from '../client/request';
import type { Slice } from '../client/slices';

interface PageNumber {
  /** From 1. */
  page: number;
  pageSize: number;
}

/** How one version of the API words its requests. `location` gives the location id, or throws the ConfigError that says it is missing. */
export interface Dialect {
  name: DialectName;
  customers(page: PageNumber, location: () => string): PosRequest;
  /** `endDate` is a day later than needed: nobody has shown whether the POS includes it, and of which time zone its day is. */
  orders(window: SyncWindow, page: PageNumber, location: () => string): PosRequest;
  inventory(slice: Slice, location: () => string): PosRequest;
  /** The list of items, with images and descriptions, which the inventory lacks. */
  itemDetails(slice: Slice): PosRequest;
}
