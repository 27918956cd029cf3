/** The pages, with something that is there once they are loaded. */
export const PAGES = [
  ['customers', 'greenleaf/customers', 'role=table >> [role=row][aria-rowindex="2"]'],
  ['no customers', 'fresh/customers', 'text=No customers yet'],
  ['a customer', 'greenleaf/customers/alleaves_1', '.chart rect >> nth=0'],
  ['segments', 'greenleaf/segments', 'text=leave for At risk >> nth=0'],
  ['menu', 'greenleaf/menu', 'text=190 of 190 items'],
  ['sync', 'oddities/sync', 'role=table >> nth=0'],
  ['quarantine', 'oddities/sync/quarantine', 'text=The row as received >> nth=0'],
  ['dead letters', 'locked/sync/dead-letters', 'role=combobox'],
  ['tenants', 'tenants', 'text=Odd Corner'],
] as const;
