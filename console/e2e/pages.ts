/** The pages, with something that is there once they are loaded; of a shop with a name of 60 characters where it has what is shown. */
export const PAGES = [
  ['today', 'longname/today', 'text=so far >> nth=0'],
  ['customers', 'longname/customers', 'role=table >> [role=row][aria-rowindex="2"]'],
  ['no customers', 'fresh/customers', 'text=No customers yet'],
  ['duplicates', 'oddities/customers/duplicates', 'text=Same email: family@example.com'],
  ['a customer', 'longname/customers/alleaves_1', '.chart rect >> nth=0'],
  ['segments', 'longname/segments', 'text=leave for At risk >> nth=0'],
  [
    'changes of segments',
    'longname/segments/changes',
    'role=list[name="Changes of segments"] >> role=listitem >> nth=0',
  ],
  ['menu', 'longname/menu', 'text=190 of 190 items'],
  ['an item', 'longname/menu/alleaves_9001', 'text=Number at the POS'],
  ['sync', 'longname/sync', 'role=table >> nth=0'],
  ['quarantine', 'oddities/sync/quarantine', 'text=Row as received >> nth=0'],
  ['dead letters', 'locked/sync/dead-letters', 'role=combobox'],
  ['no page', 'longname/nothing', 'text=Page not found'],
  ['tenants', 'tenants', 'text=Odd Corner'],
] as const;
