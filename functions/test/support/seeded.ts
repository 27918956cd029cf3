import fc from 'fast-check';

/** Where a seed is given, every property test draws the same values again; otherwise each run draws others. */
const { TEST_SEED } = process.env;
if (TEST_SEED !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(TEST_SEED) });
