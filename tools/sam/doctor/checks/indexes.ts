import { z } from 'zod';
import type { Deployment } from '../deployment';
import type { Check } from '../examination';
import { failure, ok, type Report, warning } from '../finding';

const HOST = 'firestore.googleapis.com';

const index = z.object({
  name: z.string(),
  queryScope: z.string(),
  state: z.string(),
  fields: z.array(z.object({ fieldPath: z.string(), order: z.string().optional() })),
});

const field = z.object({
  name: z.string(),
  ttlConfig: z.object({ state: z.string() }).optional(),
  indexConfig: z
    .object({ usesAncestorConfig: z.boolean().optional(), indexes: z.array(z.unknown()).optional() })
    .optional(),
});

interface Shape {
  collectionGroup: string;
  queryScope: string;
  fields: readonly { fieldPath: string; order?: string | undefined }[];
}

/** Google adds the document's name to the end of every index. */
function describe({ collectionGroup, queryScope, fields }: Shape): string {
  const named = fields.filter(({ fieldPath }) => fieldPath !== '__name__');
  const scope = queryScope === 'COLLECTION_GROUP' ? ' (collection group)' : '';
  return `${collectionGroup}${scope}: ${named.map(({ fieldPath, order = '' }) => `${fieldPath} ${order}`.trim()).join(', ')}`;
}

function groupOf(name: string): string {
  return /\/collectionGroups\/([^/]+)\//.exec(name)?.[1] ?? '';
}

export const indexes: Check = {
  name: 'indexes',
  examine: async ({ api, project, deployment }) => {
    const groups = `/v1/projects/${project}/databases/(default)/collectionGroups/-`;
    const [found, fields] = await Promise.all([
      api.list(HOST, `${groups}/indexes`, 'indexes', index),
      api.list(HOST, `${groups}/fields`, 'fields', field, {
        filter: 'indexConfig.usesAncestorConfig:false OR ttlConfig:*',
      }),
    ]);
    const fix = `firebase deploy --only firestore --project ${project}`;
    return [
      ...compositeIndexes(
        deployment.indexes.indexes,
        new Map(
          found.map(({ name, state, ...shape }) => [
            describe({ ...shape, collectionGroup: groupOf(name) }),
            state,
          ]),
        ),
        fix,
      ),
      ...overrides(
        deployment.indexes.fieldOverrides,
        new Map(fields.map((one) => [`${groupOf(one.name)}.${one.name.split('/fields/')[1] ?? ''}`, one])),
        fix,
      ),
    ];
  },
};

function compositeIndexes(
  expected: readonly Shape[],
  states: ReadonlyMap<string, string>,
  fix: string,
): Report[] {
  const reports = expected.flatMap((shape): Report[] => {
    const name = describe(shape);
    const state = states.get(name);
    if (state === 'READY') return [];
    if (state === undefined) return [failure(`Missing index: ${name}`, fix)];
    if (state === 'CREATING')
      return [warning(`Index is still being built: ${name}`, 'Wait, then check again.')];
    return [failure(`Index is ${state}: ${name}`, 'Delete it, then deploy the indexes again.')];
  });
  return reports.length > 0 ? reports : [ok(`${expected.length} composite indexes are READY`)];
}

function overrides(
  expected: Deployment['indexes']['fieldOverrides'],
  found: ReadonlyMap<string, z.infer<typeof field>>,
  fix: string,
): Report[] {
  const reports: Report[] = [];
  for (const { collectionGroup, fieldPath, ttl = false, indexes: wanted } of expected) {
    const name = `${collectionGroup}.${fieldPath}`;
    const one = found.get(name);
    const state = one?.ttlConfig?.state;
    if (ttl && state === undefined) reports.push(failure(`Missing TTL policy: ${name}`, fix));
    else if (ttl && state !== 'ACTIVE')
      reports.push(warning(`TTL policy is ${state ?? ''}: ${name}`, 'Wait, then check again.'));
    if (one === undefined || (one.indexConfig?.indexes?.length ?? 0) !== wanted.length)
      reports.push(warning(`Single-field indexes differ: ${name}`, fix));
  }
  if (reports.length > 0) return reports;
  const policies = expected.filter(({ ttl }) => ttl).length;
  return [ok(`${policies} TTL policies are ACTIVE, ${expected.length} single-field exemptions are set`)];
}
