import { resolveBaseUrl } from '../../src/alleaves/baseUrl';
import { ConfigError } from '../../src/platform/errors';

describe('resolveBaseUrl', () => {
  it.each([
    [null, 'https://app.alleaves.com/api'],
    ['https://pos.example.com/api/', 'https://pos.example.com/api'],
    ['https://pos.example.com', 'https://pos.example.com'],
  ])('resolves %s to %s', (configured, expected) => {
    expect(resolveBaseUrl(configured, false)).toBe(expected);
  });

  it('accepts http where emulators are in use, and only there', () => {
    expect(resolveBaseUrl('http://127.0.0.1:8080/api', true)).toBe('http://127.0.0.1:8080/api');
    expect(() => resolveBaseUrl('http://127.0.0.1:8080/api', false)).toThrow(/https.*emulators/);
  });

  it.each([
    '',
    'pos.example.com',
    'ftp://x.example',
    'https://user:hunter2@x.example',
    'https://x.example/?a=1',
    'https://x.example/#a',
  ])('refuses %j without repeating it', (configured) => {
    expect.assertions(3);
    try {
      resolveBaseUrl(configured, true);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect(error).toMatchObject({ code: 'pos_base_url_malformed' });
      expect(String(error)).not.toContain('hunter2');
    }
  });
});
