const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * One segment of an Eventarc path pattern as a regular expression: `{id}`, `{path=**}`, `*`, `**` or text with `*` in it. What a
 * named one stands for is a group.
 */
function segmentExpression(segment: string): string {
  const wildcard = /^\{([^{}=]+)(?:=(\*\*?))?\}$/.exec(segment);
  const pattern = wildcard ? (wildcard[2] ?? '*') : segment;
  const expression = pattern === '**' ? '.+' : pattern.split('*').map(escaped).join('[^/]+');
  return wildcard ? `(?<${wildcard[1] ?? ''}>${expression})` : expression;
}

/** The deepest document that a pattern with a multi-segment wildcard is taken to mean. */
const MAX_DEPTH = 10;

/** An Eventarc path pattern such as `tenants/{orgId}/customers/{customerId}`. */
export class PathPattern {
  private readonly segments: readonly string[];
  private readonly expression: RegExp;

  constructor(pattern: string) {
    this.segments = pattern.split('/').filter((segment) => segment !== '');
    this.expression = new RegExp(`^${this.segments.map(segmentExpression).join('/')}$`, 'u');
  }

  matches(path: string): boolean {
    return this.expression.test(path);
  }

  /** What its named wildcards stand for in a path, by their names; undefined when the path doesn't match. */
  parametersOf(path: string): Readonly<Record<string, string>> | undefined {
    const match = this.expression.exec(path);
    return match === null ? undefined : { ...match.groups };
  }

  /** How many documents deep a path that matches can be: 2 for `tenants/{orgId}/customers/{customerId}`. */
  depths(): number[] {
    const fewest = Math.ceil(this.segments.length / 2);
    const most = this.segments.some((segment) => segment.includes('**')) ? MAX_DEPTH : fewest;
    return Array.from({ length: most - fewest + 1 }, (_, index) => fewest + index);
  }
}
