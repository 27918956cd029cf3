import type { z } from 'zod';
import { RequestError } from './requestError';

/** A name that a programmer would give a field: anything else that was sent as one can be data, and isn't repeated. */
const FIELD_NAME = /^[A-Za-z_]\w{0,40}$/;

/** The refusal of malformed input. It names the fields at fault and what each has to be, never the values that were sent. */
export function badInput(what: string, issues: readonly z.core.$ZodIssue[]): RequestError {
  const faults = issues.map((issue) => {
    const field = issue.path.join('.') || 'data';
    return `${field} ${faultOf(issue)}`;
  });
  return new RequestError(
    'invalid-argument',
    'bad_input',
    `${what} is malformed: ${[...new Set(faults)].join('; ')}. docs/api.md has the fields.`,
  );
}

function faultOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownFields(issue.keys);
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map(String))}`;
    case 'invalid_type':
      return `must be ${withArticle(issue.expected)}`;
    case 'too_small':
      return `must ${verbOf(issue.origin)} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must ${verbOf(issue.origin)} ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? 'has characters or a form that are not allowed'
        : `must be a valid ${issue.format}`;
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'is not valid';
  }
}

function unknownFields(keys: readonly string[]): string {
  const names = keys.filter((key) => FIELD_NAME.test(key));
  const others = keys.length - names.length;
  const parts = [...names, ...(others > 0 ? [`${others} more`] : [])];
  return `has unknown ${keys.length === 1 ? 'field' : 'fields'} ${parts.join(', ')}`;
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
}

function withArticle(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** Of text and lists the length is meant. */
function verbOf(origin: string): string {
  return unitOf(origin) === '' ? 'be' : 'have';
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' entries' : '';
}
