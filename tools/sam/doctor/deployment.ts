import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';

const functionOptions = z.object({
  availableMemoryMb: z.number(),
  timeoutSeconds: z.number(),
  maxInstances: z.number(),
  ingressSettings: z.string(),
  concurrency: z.number(),
  serviceAccountEmail: z.string(),
  cpu: z.number(),
  eventTrigger: z.object({ retry: z.boolean() }).optional(),
  scheduleTrigger: z.object({ schedule: z.string(), timeZone: z.string() }).optional(),
});

const manifest = z.object({
  endpoints: z.record(z.string(), functionOptions),
  params: z.array(z.object({ name: z.string(), default: z.union([z.string(), z.number(), z.boolean()]) })),
});

const indexField = z.object({ fieldPath: z.string(), order: z.string().optional() });

const indexes = z.object({
  indexes: z.array(
    z.object({ collectionGroup: z.string(), queryScope: z.string(), fields: z.array(indexField) }),
  ),
  fieldOverrides: z.array(
    z.object({
      collectionGroup: z.string(),
      fieldPath: z.string(),
      ttl: z.boolean().optional(),
      indexes: z.array(z.unknown()),
    }),
  ),
});

const configuration = z.object({ functions: z.array(z.object({ runtime: z.string() })).min(1) });

/** What this repository deploys to a project, with the project's params filled in. */
export interface Deployment {
  /** By name. */
  functions: Readonly<Record<string, z.infer<typeof functionOptions>>>;
  params: Readonly<Record<string, string>>;
  runtime: string;
  indexes: z.infer<typeof indexes>;
  rules: string;
}

/**
 * Reads the golden manifest, the rules and the indexes.
 * @param root The repository.
 */
export async function readDeployment(root: string, project: string): Promise<Deployment> {
  const text = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
  const json = async (path: string): Promise<unknown> => JSON.parse(await text(path));
  const { params: declared } = manifest.parse(await json('tools/release/manifest.golden.json'));
  const params = {
    ...Object.fromEntries(declared.map(({ name, default: value }) => [name, String(value)])),
    ...(await readDotenv(join(root, 'functions/.env'))),
    ...(await readDotenv(join(root, `functions/.env.${project}`))),
    PROJECT_ID: project,
  };
  const filledIn = fillIn(await text('tools/release/manifest.golden.json'), params);
  return {
    functions: manifest.parse(JSON.parse(filledIn)).endpoints,
    params,
    runtime: configuration.parse(await json('firebase.json')).functions[0]?.runtime ?? '',
    indexes: indexes.parse(await json('firestore.indexes.json')),
    rules: await text('firestore.rules'),
  };
}

/** The Firebase CLI saves a project's params there; a file that isn't there sets none. */
async function readDotenv(file: string): Promise<Record<string, string>> {
  try {
    return parse(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

function fillIn(template: string, params: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{ params\.(\w+) \}\}/g, (whole, name: string) => params[name] ?? whole);
}
