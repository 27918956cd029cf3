import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { letsAppCheckIn, withAppCheck } from '../../docs/contentPolicy';

const text = readFileSync(resolve(__dirname, '../../../firebase.json'), 'utf8');
const same = (one: string, other: string) => expect(JSON.parse(one)).toEqual(JSON.parse(other));
const open = withAppCheck(text, true);

describe('the console’s policy with App Check', () => {
  it('lets reCAPTCHA in, and nobody else', () => {
    expect(letsAppCheckIn(JSON.parse(text))).toBe(false);
    expect(letsAppCheckIn(JSON.parse(open))).toBe(true);
    const policy = /"(default-src[^"]*)"/.exec(open)?.[1] ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self' https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/",
        'frame-src https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/',
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ]),
    );
    expect(policy).toMatch(
      /connect-src 'self' .* https:\/\/content-firebaseappcheck\.googleapis\.com https:/,
    );
  });

  it('is the same if it is turned on again, and as it was if it is turned off', () => {
    same(withAppCheck(open, true), open);
    same(withAppCheck(open, false), text);
    same(withAppCheck(text, false), text);
    expect(withAppCheck(open, undefined)).toBe(open);
  });

  it('does not let it in where one address is missing', () => {
    expect(letsAppCheckIn(JSON.parse(open.replace(' https://www.gstatic.com/recaptcha/', '')))).toBe(false);
  });
});
