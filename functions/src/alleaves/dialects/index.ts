import type { DialectName } from '../../platform/ports/pos';
import type { Dialect } from './dialect';
import { documented } from './documented';
import { observed } from './observed';

export type { Dialect } from './dialect';

/** Every dialect, in the order `auto` tries them. */
export const DIALECTS: readonly Dialect[] = [documented, observed];

/**
 * The dialects a client may try, in order: the configured one alone, or under `auto` the remembered one and then the others.
 */
export function candidateDialects(
  configured: 'auto' | DialectName,
  remembered: DialectName | null | undefined,
): readonly Dialect[] {
  if (configured !== 'auto') {
    return DIALECTS.filter((dialect) => dialect.name === configured);
  }
  const first = DIALECTS.filter((dialect) => dialect.name === remembered);
  return [...first, ...DIALECTS.filter((dialect) => dialect.name !== remembered)];
}
