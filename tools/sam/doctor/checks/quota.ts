import { z } from 'zod';
import type { Check } from '../examination';
import { failure, ok, type Report, warning } from '../finding';

const info = z.object({
  dimensionsInfos: z.array(
    z.object({
      dimensions: z.record(z.string(), z.string()).default({}),
      applicableLocations: z.array(z.string()).default([]),
      details: z.object({ value: z.string() }),
    }),
  ),
});

/** Cloud Run's quota of vCPUs in a region, in thousandths. */
const QUOTA = 'CpuAllocPerProjectRegion';

export const quota: Check = {
  name: 'vCPU quota',
  examine: async ({ api, project, deployment }) => {
    const region = deployment.params['SYNC_REGION'] ?? '';
    const { dimensionsInfos } = await api.get(
      'cloudquotas.googleapis.com',
      `/v1/projects/${project}/locations/global/services/run.googleapis.com/quotaInfos/${QUOTA}`,
      info,
    );
    const found =
      dimensionsInfos.find(({ dimensions }) => dimensions['region'] === region) ??
      dimensionsInfos.find(({ applicableLocations }) => applicableLocations.includes(region));
    if (found === undefined) return [warning(`Google doesn't list a vCPU quota for ${region}`)];
    const allowed = Number(found.details.value) / 1000;
    // Google says -1 if there is no limit.
    if (allowed < 0) return [ok(`There is no limit on vCPUs in ${region}`)];
    return examine(deployment.functions, allowed, region);
  },
};

function examine(
  functions: Readonly<Record<string, { cpu: number; maxInstances: number }>>,
  allowed: number,
  region: string,
): Report[] {
  const wanted = Object.entries(functions).map(([name, { cpu, maxInstances }]) => ({
    name,
    vcpus: cpu * maxInstances,
  }));
  const fix = `Ask for more on the quota page of the Google Cloud console (${QUOTA}, ${region}), or lower maxInstances in functions/src/functions/options.ts.`;
  const refused = wanted.filter(({ vcpus }) => vcpus > allowed);
  if (refused.length > 0) {
    return refused.map(({ name, vcpus }) =>
      failure(`${name} may use ${vcpus} vCPUs, but ${region} allows ${allowed}: it can't be deployed`, fix),
    );
  }
  const total = wanted.reduce((sum, { vcpus }) => sum + vcpus, 0);
  if (total <= allowed) return [ok(`All functions together use at most ${total} of ${allowed} vCPUs`)];
  return [
    warning(
      `All functions together could use ${total} vCPUs, but ${region} allows ${allowed}: at peak, deliveries wait`,
      fix,
    ),
  ];
}
