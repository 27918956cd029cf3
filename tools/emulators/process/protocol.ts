import { z } from 'zod';
import { declaration } from '../functions/endpoint';

/** What a process of functions is started with, as JSON in its first parameter. */
export const processWiring = z.object({
  project: z.string(),
  /** 0 takes a free one. */
  port: z.int(),
  /** Milliseconds by which the suite's clock is ahead of the system's. */
  clockOffsetMs: z.number(),
  /** A dotenv file; undefined takes the default. */
  secretsFile: z.string().optional(),
  overload: z
    .object({ maxInstances: z.int().optional(), holdMilliseconds: z.number().optional() })
    .optional(),
});
export type ProcessWiring = z.infer<typeof processWiring>;

const describedFunction = declaration.extend({ name: z.string() });
export type DescribedFunction = z.infer<typeof describedFunction>;

/** What such a process says once, over its IPC channel: that it serves, or why it can't. */
export const processReport = z.union([
  z.object({ url: z.string(), functions: z.array(describedFunction) }),
  z.object({ fault: z.string() }),
]);
export type ProcessReport = z.infer<typeof processReport>;
