import { applyParamDefaults, enterEmulatorEnvironment } from '../../emulators/environment';
import { CallWatch } from '../measures/callWatch';
import type { Secrets } from '../../../functions/src/platform/ports/secrets';
import { UsageWatch } from '../measures/usage';
import { serveFunctions } from './functionServer';
import { workerProtocol } from './protocols';
import { serveParent } from './rpc';

const usage = new UsageWatch();
const calls = new CallWatch();
let secretReads = 0;

/** Under this name a baseline's work is counted: it would be one function. */
const BASELINE = 'baseline';

serveParent(workerProtocol, {
  start: async ({ now, secretsFile, timeBudgetMilliseconds, pos, freshSessions, ...addresses }) => {
    enterEmulatorEnvironment(addresses);
    // Not before the environment points at the embedded services.
    const { loadFunctions } = await import('../../emulators/functions/loadFunctions');
    const { clockStartingAt } = await import('../../../functions/src/platform/ports/clock');
    const { getContext, useContext } = await import('../../../functions/src/functions/composition');
    const deployed = await loadFunctions({
      project: addresses.project,
      clock: clockStartingAt(now),
      secretsFile,
    });
    await applyParamDefaults();
    const { stderrLog } = await import('../../terminal/stderrLog');
    const { createPosConnector } = await import('../../../functions/src/alleaves/client/connector');
    const context = getContext();
    const limits = { ...context.settings.limits.pos, ...pos };
    const secrets: Secrets = {
      read: async (name, options) => {
        secretReads += 1;
        return context.secrets.read(name, options);
      },
    };
    const connector = () =>
      createPosConnector({ ...context, secrets, allowed: { hosts: [], loopback: true }, limits });
    const measured = {
      ...context,
      secrets,
      pos: connector(),
      // The look at whether the tenant has been paused is a read each minute: counts must not depend on the machine's speed.
      settings: {
        ...context.settings,
        pauseCheckMilliseconds: Infinity,
        ...(timeBudgetMilliseconds !== undefined && { timeBudgetMilliseconds }),
      },
      log: { ...stderrLog, debug: () => undefined, info: () => undefined },
    };
    // The context is asked for once a call. A run for recent changes goes through its stages in one, and logs in once.
    useContext(freshSessions === true ? () => ({ ...measured, pos: connector() }) : measured);
    return { url: await serveFunctions(deployed, calls) };
  },
  baseline: async ({ name, orgId }) => {
    const { baselines } = await import('../baselines');
    const { getContext } = await import('../../../functions/src/functions/composition');
    const started = performance.now();
    await calls.call(BASELINE, () => baselines[name](getContext(), orgId));
    return { seconds: (performance.now() - started) / 1000 };
  },
  resetUsage: () => {
    usage.reset();
    calls.reset();
    secretReads = 0;
    return null;
  },
  usage: () => ({ ...usage.read(), calls: calls.read(), secretReads }),
});
