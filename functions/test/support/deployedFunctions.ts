import { z } from 'zod';
import { loadFunctions } from '../../../tools/emulators/functions/loadFunctions';
import { runFunctionProcess } from '../../../tools/emulators/process/runFunctionProcess';
import { createPosConnector } from '../../src/alleaves/client/connector';
import { limitsWith } from './limits';
import { getContext, useContext } from '../../src/functions/composition';

const numbers = z.record(z.string(), z.number());
const tuning = z.object({ settings: numbers, pos: numbers });

/** A program that runs the deployed functions with other time-outs and limits than theirs. */
void runFunctionProcess(async (wiring) => {
  const functions = await loadFunctions(wiring);
  const context = getContext();
  const { settings, pos } = tuning.parse(JSON.parse(process.env['DEPLOYMENT_TUNING'] ?? ''));
  const { secrets, clock } = context;
  const limits = limitsWith({ pos });
  const tuned = {
    ...context,
    settings: { ...context.settings, ...settings, limits },
    pos: createPosConnector({ secrets, clock, allowed: { hosts: [], loopback: true }, limits: limits.pos }),
  };
  // The process stands for all instances: what a tenant's delivery takes of one's memory keeps no other waiting.
  useContext(() => ({ ...tuned }));
  return functions;
});
