/** Where in a walk to begin, and with which page size. */
export interface PageRequest {
  /** From 1. */
  page: number;
  /** Rows asked for. */
  pageSize: number;
}
