import { stageFunction } from './stageFunction';

/** Computes what every customer has spent. */
export const computeSpending = stageFunction('spending');
