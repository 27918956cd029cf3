/** In bytes. */
export const KIB = 1024;
export const MIB = 1024 * KIB;

/** In milliseconds. */
export const MINUTE = 60_000;
export const DAY = 86_400_000;
