import { z } from 'zod';
import type { PosPage } from '../../platform/ports/pos';

/** Where a walk through pages of the POS is taken up again; it travels in cursors, of which those of earlier releases have a page alone. */
export const walkPosition = z.object({
  page: z.int().min(1),
  pageSize: z.int().min(1).optional(),
  /** What it began with, if pages were fetched side by side: rows may have slipped between them. */
  opening: z.object({ page: z.int().min(1), fingerprints: z.array(z.string()) }).optional(),
  /** Whether it goes on one by one, because they have. */
  oneByOne: z.boolean().optional(),
});

/** The position behind a page that isn't the last. */
export function positionBehind(walked: PosPage<unknown>): z.infer<typeof walkPosition> {
  const { page, pageSize, opening, oneByOne } = walked;
  return { page: page + 1, pageSize, ...(opening && { opening }), ...(oneByOne && { oneByOne }) };
}
