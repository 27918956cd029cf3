import { transformFileSync } from '@swc/core';
import { requireSource, sharedSource } from './sources.cjs';

/** As in jest.config.cjs. */
function transform(path: string): { code: string; sourceMapPath: string | null } {
  const { code } = transformFileSync(path, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  return { code, sourceMapPath: null };
}

const source = (name: string) => sharedSource(__filename, `../../../src/${name}`, transform);

it.each(['rules/money/order', 'documents/customer', 'sync/run/runner', 'platform/firestore/database'])(
  'shares %s',
  (name) => {
    expect(source(name)).toMatch(`/functions/src/${name}.ts`);
  },
);

it.each([
  ['keeps parameters', 'platform/params'],
  ['keeps a client', 'platform/google/pubsubPublisher'],
  ['requires what keeps parameters', 'platform/tracing/spans'],
  ['requires that when it runs', 'functions/context'],
])('leaves each file its own copy of what %s', (_why, name) => {
  expect(source(name)).toBeNull();
});

it('leaves each file its own tests and their support', () => {
  expect(sharedSource(__filename, '../seeded', transform)).toBeNull();
});

it('runs a shared source once', () => {
  const path = source('rules/money/order') ?? '';

  expect(requireSource(path, transform)).toBe(requireSource(path, transform));
});
