import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { hostingConfiguration, localHosting } from '../../suite/localHosting';

const root = resolve(__dirname, '../../..');
const { hosting } = z
  .object({ hosting: hostingConfiguration })
  .parse(JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8')));

const ORIGIN = 'http://127.0.0.1:9099';

describe('localHosting', () => {
  it('is what is deployed, but for one more source that pages may ask', () => {
    const local = localHosting(hosting, ORIGIN);
    expect(JSON.stringify(local)).toContain(`; connect-src ${ORIGIN} 'self' `);
    expect(JSON.parse(JSON.stringify(local).replace(` ${ORIGIN}`, ''))).toEqual(hosting);
  });

  it('refuses a configuration without a policy, which would serve the console without one', () => {
    expect(() => localHosting({ ...hosting, headers: [] }, ORIGIN)).toThrow(
      'firebase.json has no Content-Security-Policy with a connect-src.',
    );
  });
});
