import { lazily } from '../../platform/lazily';

/** What turns markup into text; it takes 100 ms to load, and few syncs need it. */
export const loadPlainText = lazily(async () => (await import('./plainText')).plainText);
