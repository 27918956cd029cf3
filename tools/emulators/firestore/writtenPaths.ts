import { z } from 'zod';
import type { Message } from '../../servers/grpcHandlers';

const writes = z.object({
  writes: z.array(
    z.object({ update: z.object({ name: z.string() }).optional(), delete: z.string().optional() }),
  ),
});

/** The paths, below `documents/`, of the documents that a Commit or BatchWrite request writes. */
export function writtenPaths(request: Message): string[] {
  const parsed = writes.safeParse(request);
  if (!parsed.success) return [];
  return parsed.data.writes.map((write) => {
    const name = write.update?.name ?? write.delete ?? '';
    return name.slice(name.indexOf('/documents/') + '/documents/'.length);
  });
}
