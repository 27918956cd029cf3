import type { Deployment } from '../deployment';
import { type DeployedFunction, listDeployedFunctions } from '../deployedFunctions';
import type { Check } from '../examination';
import { failure, ok, type Report, warning } from '../finding';

export const functions: Check = {
  name: 'functions',
  examine: async (examination) => {
    const { deployment, project } = examination;
    const deployed = await listDeployedFunctions(examination);
    const expected = Object.entries(deployment.functions);
    const reports = expected.flatMap(([name, options]) =>
      compare(name, options, deployed.get(name), deployment.runtime, project),
    );
    const unknown = [...deployed.keys()].filter((name) => !Object.hasOwn(deployment.functions, name));
    for (const name of unknown) {
      reports.push(
        warning(
          `${name} is deployed, but this release doesn't have it`,
          `firebase functions:delete ${name} --project ${project}`,
        ),
      );
    }
    return reports.length > 0
      ? reports
      : [ok(`${expected.length} functions are deployed with the options they should have`)];
  },
};

function compare(
  name: string,
  expected: Deployment['functions'][string],
  deployed: DeployedFunction | undefined,
  runtime: string,
  project: string,
): Report[] {
  const fix = `firebase deploy --only functions:sync-sam:${name} --project ${project}`;
  if (deployed === undefined) return [failure(`${name} isn't deployed`, fix)];
  if (deployed.state !== 'ACTIVE') return [failure(`${name} is ${deployed.state}`, fix)];
  const { serviceConfig: service, buildConfig, eventTrigger } = deployed;
  const options: readonly (readonly [option: string, should: unknown, is: unknown])[] = [
    ['runtime', runtime, buildConfig.runtime],
    ['memory in MiB', expected.availableMemoryMb, mebibytes(service.availableMemory)],
    ['cpu', expected.cpu, Number(service.availableCpu)],
    ['timeout in seconds', expected.timeoutSeconds, service.timeoutSeconds],
    ['maximum instances', expected.maxInstances, service.maxInstanceCount],
    ['concurrency', expected.concurrency, service.maxInstanceRequestConcurrency],
    ['service account', expected.serviceAccountEmail, service.serviceAccountEmail],
    ['ingress', expected.ingressSettings, service.ingressSettings],
    ['retries', expected.eventTrigger?.retry ?? false, eventTrigger?.retryPolicy === 'RETRY_POLICY_RETRY'],
  ];
  return options
    .filter(([, should, is]) => should !== is)
    .map(([option, should, is]) =>
      failure(`${name}: ${option} is ${String(is)}, but should be ${String(should)}`, fix),
    );
}

const UNITS: Readonly<Record<string, number>> = { '': 2 ** -20, K: 2 ** -10, M: 1, G: 2 ** 10 };

/** `512M` and `0.5Gi` are both 512: Google doesn't tell decimal from binary units here. */
function mebibytes(quantity: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)([KMG]?)i?$/.exec(quantity) ?? [];
  return Number(number) * (UNITS[unit] ?? NaN);
}
