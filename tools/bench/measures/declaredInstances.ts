import { z } from 'zod';
import type { InstanceSize } from '../costs';

const declared = z.object({ cpu: z.number(), availableMemoryMb: z.number() });

/** What the instances of each deployed function have, as it declares. */
export async function declaredInstances(): Promise<Map<string, InstanceSize>> {
  const functions = await import('../../../functions/src/index');
  const instances = new Map<string, InstanceSize>();
  for (const [name, deployed] of Object.entries(functions)) {
    const endpoint: unknown = Reflect.get(deployed, '__endpoint');
    const { data } = declared.safeParse(endpoint);
    if (data !== undefined)
      instances.set(name, { cpu: data.cpu, memoryGibibytes: data.availableMemoryMb / 1024 });
  }
  return instances;
}
