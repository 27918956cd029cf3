import { clockStartingAt } from '../../../functions/src/platform/ports/clock';
import { applyParamDefaults } from '../environment';
import type { LocalWiring } from '../functions/loadFunctions';
import { Activity } from '../delivery/activity';
import { describeFunction } from '../functions/functionHandle';
import { DEFAULT_CONCURRENCY_LIMIT, discoverFunctions } from '../functions/hostedFunction';
import { startHttpServer } from '../../servers/httpServer';
import { createRoutes } from '../host/routes';
import { Scheduler } from '../host/scheduler';
import { stderrLog } from '../../terminal/stderrLog';
import { processWiring, type ProcessReport } from './protocol';

/**
 * The whole life of a process that does nothing but run functions: it serves them over HTTP as Cloud Run does, and has
 * its events pushed to it by the process that started it, with which it ends.
 * @param load Imports the functions.
 */
export async function runFunctionProcess(load: (wiring: LocalWiring) => Promise<object>): Promise<void> {
  // Ctrl-C reaches every process of a terminal; the parent lets invocations end and then ends this one.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit(0));
  const report = (message: ProcessReport) =>
    new Promise<void>((resolve) => {
      if (!process.send) throw new Error('This program is started by the emulators, not by hand.');
      process.send(message, () => resolve());
    });
  try {
    await report(await serve(load));
  } catch (error) {
    await report({ fault: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
}

async function serve(load: (wiring: LocalWiring) => Promise<object>): Promise<ProcessReport> {
  const wiring = processWiring.parse(JSON.parse(process.argv[2] ?? ''));
  const { project, port, secretsFile } = wiring;
  const clock = clockStartingAt(new Date(Date.now() + wiring.clockOffsetMs));
  const exports = await load({ project, clock, secretsFile });
  await applyParamDefaults();
  const functions = discoverFunctions(exports, DEFAULT_CONCURRENCY_LIMIT, new Activity(), wiring.overload);
  // Runs on demand only: the parent's scheduler knows when.
  const scheduler = new Scheduler(functions, clock, stderrLog);
  const describe = () => ({ project, processId: process.pid, functions: functions.map(describeFunction) });
  const routes = createRoutes({ project, functions, scheduler, clock, describe });
  const { url } = await startHttpServer(routes, '127.0.0.1', port);
  return { url, functions: functions.map(describeFunction) };
}
