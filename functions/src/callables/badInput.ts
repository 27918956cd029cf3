import type { z } from 'zod';
import { RequestError } from './requestError';

/** The refusal of malformed input. It names the fields at fault and what is wrong with each, never their values. */
export function badInput(what: string, issues: readonly z.core.$ZodIssue[]): RequestError {
  const faults = issues.map((issue) => {
    const field = issue.path.join('.') || 'data';
    const unknown = issue.code === 'unrecognized_keys' ? ` (${issue.keys.length} unknown fields)` : '';
    return `${field}: ${issue.code}${unknown}`;
  });
  return new RequestError(
    'invalid-argument',
    'bad_input',
    `${what} is malformed at ${[...new Set(faults)].join('; ')}: see docs/api.md.`,
  );
}
