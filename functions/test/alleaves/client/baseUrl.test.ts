import { resolveBaseUrl } from '../../../src/alleaves/client/baseUrl';
import { ConfigError } from '../../../src/platform/ports/errors';

const hosts = ['app.alleaves.com', 'pos.example.com', 'pos.example.com:8443'];
const deployed = { hosts, loopback: false };
const emulated = { hosts, loopback: true };

describe('resolveBaseUrl', () => {
  it.each([
    [null, 'https://app.alleaves.com/api'],
    ['https://pos.example.com/api/', 'https://pos.example.com/api'],
    ['https://POS.example.com:443', 'https://pos.example.com'],
    ['https://pos.example.com:8443/api', 'https://pos.example.com:8443/api'],
  ])('resolves %s to %s', (configured, expected) => {
    expect(resolveBaseUrl(configured, deployed)).toBe(expected);
  });

  it.each(['http://127.0.0.1:8080/api', 'http://localhost:8080/api', 'https://[::1]:8080/api'])(
    'accepts %s where emulators are in use, and only there',
    (url) => {
      expect(resolveBaseUrl(url, emulated)).toBe(url);
      expect(() => resolveBaseUrl(url, deployed)).toThrow(ConfigError);
    },
  );

  it.each([
    'https://evil.example/api',
    'https://app.alleaves.com.evil.example/api',
    'https://xapp.alleaves.com',
    'https://app.alleaves.com.',
    'https://app.alleaves.com:8443/api',
    'https://pos.example.com:22',
  ])('refuses %s, which is not on the list, also where emulators are in use', (url) => {
    for (const allowed of [deployed, emulated])
      expect(() => resolveBaseUrl(url, allowed)).toThrow(
        expect.objectContaining({ code: 'pos_base_url_forbidden' }),
      );
    expect(() => resolveBaseUrl(url, deployed)).toThrow(/SYNC_POS_HOSTS/);
  });

  it.each([
    ...['169.254.169.254', 'metadata.google.internal', 'metadata', '10.0.0.5', '172.16.9.9', '192.168.1.1'],
    ...['100.100.100.200', '127.0.0.1', '127.1', '2130706433', '0x7f000001', '0', 'localhost', 'a.localhost'],
    ...['[::1]', '[::]', '[::ffff:169.254.169.254]', '[fd00:ec2::254]', '[fe80::1]', '[64:ff9b::a00:5]'],
    ...['[2002:a00:5::1]', '224.0.0.1', 'pos.local', 'pos.corp', 'db.internal.'],
  ])('refuses %s even if somebody has put it on the list', (host) => {
    const { host: listed } = new URL(`https://${host}`);
    expect(() => resolveBaseUrl(`https://${host}/api`, { hosts: [listed], loopback: false })).toThrow(
      expect.objectContaining({ code: 'pos_base_url_forbidden' }),
    );
  });

  it('refuses http to anything but this machine', () => {
    for (const url of ['http://pos.example.com/api', 'http://169.254.169.254/api'])
      for (const allowed of [deployed, emulated])
        expect(() => resolveBaseUrl(url, allowed)).toThrow(
          expect.objectContaining({ code: 'pos_base_url_insecure' }),
        );
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
      resolveBaseUrl(configured, emulated);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect(error).toMatchObject({ code: 'pos_base_url_malformed' });
      expect(String(error)).not.toContain('hunter2');
    }
  });
});
