/** The modules of the production code that the simulator takes hold of; a mutant's bundle is made from here too. */
export * as functions from '../../../functions/src/index';
export * as composition from '../../../functions/src/functions/composition';
export * as pos from '../../../functions/src/alleaves/client/connector';
export * as htmlText from '../../../functions/src/alleaves/rows/htmlText';
export * as secrets from '../../../functions/src/platform/google/secretManager';
export * as settings from '../../../functions/src/platform/settings';
export * as errors from '../../../functions/src/platform/ports/errors';
export * as replay from '../../../functions/src/sync/start/replay';
