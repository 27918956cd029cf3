import { z } from 'zod';
import { defineStage } from './stage';

/**
 * The last stage: nothing is left to read or to write but the record of the run, which the runner makes
 * when the last stage is complete.
 */
export const statusStage = defineStage({
  name: 'status',
  cursor: z.object({}),
  // eslint-disable-next-line require-yield -- it does nothing, so there is no place to go on from
  async *work() {
    await Promise.resolve();
  },
});
