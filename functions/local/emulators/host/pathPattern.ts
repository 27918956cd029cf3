const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** One segment of an Eventarc path pattern as a regular expression: `{id}`, `{path=**}`, `*`, `**` or text with `*` in it. */
function segmentExpression(segment: string): string {
  const wildcard = /^\{[^{}=]+(?:=(\*\*?))?\}$/.exec(segment);
  const pattern = wildcard ? (wildcard[1] ?? '*') : segment;
  return pattern === '**' ? '.+' : pattern.split('*').map(escaped).join('[^/]+');
}

/** Whether document paths match an Eventarc path pattern such as `tenants/{orgId}/customers/{customerId}`. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const expression = new RegExp(`^${segments.map(segmentExpression).join('/')}$`, 'u');
  return (path) => expression.test(path);
}
