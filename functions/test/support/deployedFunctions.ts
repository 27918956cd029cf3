import { z } from 'zod';
import { loadFunctions } from '../../local/emulators/functions';
import { runFunctionProcess } from '../../local/emulators/process/runFunctionProcess';
import { createPosConnector } from '../../src/alleaves/client';
import { getContext, useContext } from '../../src/platform/composition';

const numbers = z.record(z.string(), z.number());
const tuning = z.object({ settings: numbers, pos: numbers });

/** A program that runs the deployed functions with other time-outs and limits than theirs. */
void runFunctionProcess(async (wiring) => {
  const functions = await loadFunctions(wiring);
  const context = getContext();
  const { settings, pos } = tuning.parse(JSON.parse(process.env['DEPLOYMENT_TUNING'] ?? ''));
  const { secrets, clock } = context;
  useContext({
    ...context,
    settings: { ...context.settings, ...settings },
    pos: createPosConnector({ secrets, clock, allowHttp: true, settings: pos }),
  });
  return functions;
});
