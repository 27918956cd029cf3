import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/**
 * What in a callable's schema has no limit: arrays, records, and in an input also texts and objects that take unknown
 * fields. Each as its path and what is missing.
 * @param given.patterns Patterns that are known to bound the length.
 */
export function unboundedParts(
  schema: Schema,
  given: { side: 'input' | 'output'; patterns?: readonly string[] },
  path = '',
): string[] {
  const own = faultsOf(schema, given).map((fault) => `${path || 'the whole'}: ${fault}`);
  const parts = partsOf(schema).flatMap(([name, part]) => unboundedParts(part, given, `${path}${name}`));
  return [...own, ...parts];
}

function faultsOf(schema: Schema, { side, patterns = [] }: Parameters<typeof unboundedParts>[1]): string[] {
  const types = [schema.type].flat();
  const faults: string[] = [];
  if (types.includes('array') && schema.maxItems === undefined) faults.push('add .max() to the array');
  if (typeof schema.propertyNames === 'object' && schema.propertyNames.enum === undefined)
    faults.push('take an enum for the keys of the record');
  if (side === 'output') return faults;

  const isFixed = schema.enum !== undefined || schema.const !== undefined;
  const isBounded =
    schema.maxLength !== undefined ||
    isBoundedPattern(schema.pattern ?? '') ||
    patterns.includes(schema.pattern ?? '');
  if (types.includes('string') && !isFixed && !isBounded) faults.push('add .max() to the text');
  if (types.includes('object') && !isRecord(schema) && schema.additionalProperties !== false)
    faults.push('take z.strictObject');
  if (Object.keys(schema).every((key) => key === 'description')) faults.push('say what it takes');
  return faults;
}

/** Whether a pattern is about the whole text and repeats nothing without a limit. */
function isBoundedPattern(pattern: string): boolean {
  const outsideOfSets = pattern.replaceAll(/\\./g, '').replaceAll(/\[[^\]]*\]/g, '');
  return /^\^.*\$$/.test(pattern) && !/[*+]|\{\d+,\}/.test(outsideOfSets);
}

function isRecord(schema: Schema): boolean {
  return schema.propertyNames !== undefined;
}

/** The schemas inside a schema, each with what it adds to the path. */
function partsOf(schema: Schema): [name: string, part: Schema][] {
  const {
    properties = {},
    items = [],
    anyOf = [],
    oneOf = [],
    allOf = [],
    additionalProperties = {},
  } = schema;
  const parts: [string, Schema | boolean][] = [
    ...Object.entries(properties).map(([name, part]): [string, Schema | boolean] => [`.${name}`, part]),
    ...[items].flat().map((part): [string, Schema | boolean] => ['[]', part]),
    ...[anyOf, oneOf, allOf].flat().map((part): [string, Schema | boolean] => ['', part]),
    ...(isRecord(schema) ? [additionalProperties] : []).map((part): [string, Schema | boolean] => [
      '.*',
      part,
    ]),
  ];
  return parts.flatMap(([name, part]): [string, Schema][] =>
    typeof part === 'object' ? [[name, part]] : [],
  );
}
