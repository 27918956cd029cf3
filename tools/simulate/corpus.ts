import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const corpus = z.array(z.object({ seed: z.int(), found: z.string().min(1) }));

/** Seeds that once found something, with what they found; they run first. A seed's course changes when the simulator does. */
export function readCorpus(file = join(__dirname, 'corpus.json')): z.infer<typeof corpus> {
  return corpus.parse(JSON.parse(readFileSync(file, 'utf8')));
}
