import * as fc from 'fast-check';
import { redact } from '../../src/alleaves/redact';

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
