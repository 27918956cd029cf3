import * as z from 'zod/mini';
import { lenient } from '../../format/lenient';

export const LETTER_STATES = ['open', 'replayed', 'discarded'] as const;

/** Which dead letters are shown, as the address has it. */
export const deadLettersSearch = z.object({ state: lenient(z.enum(LETTER_STATES)) });
