/** The stages of a run, in their order. Apart from their schemas, because triggers need the names when an instance starts. */
export const STAGE_NAMES = ['customers', 'orders', 'spending', 'products', 'status'] as const;
export type StageName = (typeof STAGE_NAMES)[number];
