import { stageFunction } from './stageFunction';

/** Makes the menu what the POS says. */
export const syncProducts = stageFunction('products');
