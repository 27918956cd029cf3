import type { SyncWindow } from '../../domain/window';
import type { PosRequest } from '../request';

/** Names of the dialects, as `pos.dialect` and `sync_status/pos.dialect` hold them. */
export type DialectName = 'documented' | 'observed';

interface PageNumber {
  /** From 1. */
  page: number;
  pageSize: number;
}

/** How one version of the API words its requests. `location` gives the location id, or throws the ConfigError that says it is missing. */
export interface Dialect {
  name: DialectName;
  customers(page: PageNumber, location: () => string): PosRequest;
  orders(window: SyncWindow, page: PageNumber, location: () => string): PosRequest;
  inventory(location: () => string): PosRequest;
}
