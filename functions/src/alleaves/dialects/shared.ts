import type { Dialect } from './dialect';

/** An endpoint that integrations of either dialect use. */
export const itemDetails: Dialect['itemDetails'] = ({ skip, take }) => ({
  method: 'POST',
  path: 'inventory/item/search',
  body: { skip, take },
});
