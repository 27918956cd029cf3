import { z } from 'zod';
import type { Examination } from './examination';

const deployedFunction = z.object({
  name: z.string(),
  state: z.string(),
  labels: z.record(z.string(), z.string()).default({}),
  buildConfig: z.object({ runtime: z.string() }),
  serviceConfig: z.object({
    availableMemory: z.string(),
    availableCpu: z.string(),
    timeoutSeconds: z.number(),
    maxInstanceCount: z.number(),
    maxInstanceRequestConcurrency: z.number().default(1),
    serviceAccountEmail: z.string(),
    ingressSettings: z.string(),
  }),
  eventTrigger: z.object({ trigger: z.string(), retryPolicy: z.string().optional() }).optional(),
});

export type DeployedFunction = z.infer<typeof deployedFunction>;

/** Our functions in the region, by name; others share the project. @throws ApiFailure */
export async function listDeployedFunctions({
  api,
  project,
  deployment,
}: Examination): Promise<Map<string, DeployedFunction>> {
  const region = deployment.params['SYNC_REGION'] ?? '';
  const functions = await api.list(
    'cloudfunctions.googleapis.com',
    `/v2/projects/${project}/locations/${region}/functions`,
    'functions',
    deployedFunction,
  );
  return new Map(
    functions
      .filter(({ labels }) => labels['app'] === 'sync-sam')
      .map((one) => [one.name.split('/').at(-1) ?? '', one]),
  );
}
