import * as fc from 'fast-check';
import { redact } from '../../../../src/alleaves/client/answer/redact';

describe('redact', () => {
  it('takes out secrets, addresses, tokens and phone numbers', () => {
    const text =
      'user bob, pin 1234: Jane.Doe+x@mail.example.com, eyJhbGciOi.eyJleHAi.sig-1, +1 (555) 010-4477';

    expect(redact(text, ['bob', '1234'])).toBe('user [secret], pin [secret]: [email], [token], [number]');
  });

  it('takes out the longer of two secrets of which one begins the other', () => {
    expect(redact('abcdef abc', ['abc', 'abcdef'])).toBe('[secret] [secret]');
  });

  it('ignores empty secrets', () => {
    expect(redact('plain words', [''])).toBe('plain words');
  });

  it('leaves no secret, whatever surrounds it, and at most 200 characters on one line', () => {
    // Secrets that can't come about from the marks themselves.
    const secret = fc.stringMatching(/^[A-Z0-9]{6,20}$/);
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, value, after) => {
        const safe = redact(`${before}${value}${after}${value}`, [value]);
        expect(safe).not.toContain(value);
        expect(safe).not.toMatch(/\n/);
        expect(safe.length).toBeLessThanOrEqual(200);
      }),
    );
  });
});

describe('redact, of a secret in another form', () => {
  const secret = 'tr0ub4dor &3 "é"';

  it.each([
    ['as it is', secret],
    ['in upper case', secret.toUpperCase()],
    ['in JSON', JSON.stringify(secret)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(secret))],
    ['in a form', new URLSearchParams({ p: secret }).toString()],
    ['in a URL', encodeURIComponent(encodeURIComponent(secret))],
    ['as base64', Buffer.from(secret).toString('base64')],
    ['as base64 after one letter', Buffer.from(`u${secret}`).toString('base64')],
    ['as base64 after two letters', Buffer.from(`us${secret}`).toString('base64')],
    ['as hexadecimal digits', Buffer.from(secret).toString('hex')],
    ['cut to its first half', secret.slice(0, 8)],
    ['cut to its first letters', secret.slice(0, 4)],
    ['cut to its last letters', secret.slice(-5)],
    ['a middle part', secret.slice(2, 9)],
  ])('takes it out: %s', (_name, form) => {
    const safe = redact(`Refused ${form} for now`, [secret]);
    expect(safe).toMatch(/^Refused \S*(?:\[secret\]|\[token\]).* ?for now$/);
    expect(safe).not.toMatch(/tr0|b4d|&3/i);
  });

  it('leaves text without secrets as it is, so that it tells something', () => {
    const text = 'The location is closed (code 17): ask the office, 9 to 5.';
    expect(redact(text, [secret, 'sync-user', '4711'])).toBe(text);
  });

  it('takes out a secret that looks like an escape', () => {
    expect(redact('was p%41ss\\u0041x', ['p%41ss\\u0041x'])).toBe('was [secret]');
    expect(redact('was p%2541ss', ['p%41ss'])).not.toMatch(/ss|41/);
  });

  it('takes out addresses and tokens that are written otherwise', () => {
    expect(redact('jane%40example.com and jane\\u0040example.com', [])).toBe('[email] and [email]');
    expect(redact('session 9f86d081884c7d659a2feaa0c55ad015', [])).toBe('session [token]');
  });
});
