import * as z from 'zod/mini';
import { lenient } from '../../format/lenient';

const MENU_SORTS = ['name', 'category', 'price', 'stock', 'thcPercent', 'margin'] as const;
export type MenuSort = (typeof MENU_SORTS)[number];

/** The view of the menu page, as the address has it. */
export const menuSearch = z.object({
  search: lenient(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
  category: lenient(z.string().check(z.maxLength(200))),
  stock: lenient(z.enum(['in', 'out'])),
  sort: lenient(z.enum(MENU_SORTS)),
  direction: lenient(z.enum(['asc', 'desc'])),
});
export type MenuSearch = z.infer<typeof menuSearch>;
