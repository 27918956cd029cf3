import { z } from 'zod';
import type { Check } from '../examination';
import { failure, ok } from '../finding';
import { REQUIRED_APIS } from '../requirements';

const answer = z.object({
  services: z.array(z.object({ name: z.string(), state: z.string() })).default([]),
});

export const apis: Check = {
  name: 'APIs',
  examine: async ({ api, project }) => {
    const names = REQUIRED_APIS.map((name): [string, string] => [
      'names',
      `projects/${project}/services/${name}`,
    ]);
    const { services } = await api.get(
      'serviceusage.googleapis.com',
      `/v1/projects/${project}/services:batchGet`,
      answer,
      names,
    );
    const on = new Set(
      services.filter(({ state }) => state === 'ENABLED').map(({ name }) => name.split('/').at(-1)),
    );
    const off = REQUIRED_APIS.filter((name) => !on.has(name));
    if (off.length === 0) return [ok(`${REQUIRED_APIS.length} APIs are on`)];
    return [
      failure(
        `APIs are off: ${off.join(', ')}`,
        `gcloud services enable ${off.join(' ')} --project ${project}`,
      ),
    ];
  },
};
