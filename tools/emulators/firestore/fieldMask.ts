import { z } from 'zod';
import type { Message } from '../../servers/grpcHandlers';

const mask = z.object({ fieldPaths: z.array(z.string()) });
const response = z.looseObject({
  found: z.looseObject({ fields: z.record(z.string(), z.unknown()) }),
});

/**
 * What a read with a field mask answers: the in-memory client knows no mask. Fields inside maps are answered with the whole map.
 */
export function masked(request: Message, answer: Message): Message {
  const asked = mask.safeParse(request['mask']);
  const answered = response.safeParse(answer);
  if (!asked.success || !answered.success) return answer;
  const names = new Set(asked.data.fieldPaths.map((path) => path.split('.')[0]));
  const { found } = answered.data;
  const fields = Object.fromEntries(Object.entries(found.fields).filter(([name]) => names.has(name)));
  return { ...answer, found: { ...found, fields } };
}
