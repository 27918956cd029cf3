import { applyParamDefaults, enterEmulatorEnvironment } from '../../emulators/environment';
import { UsageWatch } from '../measures/usage';
import { serveFunctions } from './functionServer';
import { workerProtocol } from './protocols';
import { serveParent } from './rpc';

const usage = new UsageWatch();

serveParent(workerProtocol, {
  start: async ({ now, secretsFile, timeBudgetMilliseconds, ...addresses }) => {
    enterEmulatorEnvironment(addresses);
    // Not before the environment points at the embedded services.
    const { loadFunctions } = await import('../../emulators/functions');
    const { clockStartingAt } = await import('../../../src/platform/clock');
    const { getContext, useContext } = await import('../../../src/platform/composition');
    const deployed = await loadFunctions({
      project: addresses.project,
      clock: clockStartingAt(now),
      secretsFile,
    });
    await applyParamDefaults();
    const { stderrLog } = await import('../../emulators/stderrLog');
    const context = getContext();
    useContext({
      ...context,
      // The look at whether the tenant has been paused is a read each minute: counts must not depend on the machine's speed.
      settings: {
        ...context.settings,
        pauseCheckMilliseconds: Infinity,
        ...(timeBudgetMilliseconds !== undefined && { timeBudgetMilliseconds }),
      },
      log: { ...stderrLog, debug: () => undefined, info: () => undefined },
    });
    return { url: await serveFunctions(deployed) };
  },
  baseline: async ({ name, orgId }) => {
    const { baselines } = await import('../baselines');
    const { getContext } = await import('../../../src/platform/composition');
    const started = performance.now();
    await baselines[name](getContext(), orgId);
    return { seconds: (performance.now() - started) / 1000 };
  },
  resetUsage: () => {
    usage.reset();
    return null;
  },
  usage: () => usage.read(),
});
