import { ConfigError } from '../platform/errors';

const DEFAULT_BASE_URL = 'https://app.alleaves.com/api';

/**
 * The API base a tenant's requests start from, without a trailing slash.
 * @param configured `pos.baseUrl` of the tenant; null for the Alleaves cloud.
 * @param allowHttp True only where an emulator is in use.
 * @throws ConfigError `pos_base_url_malformed` or `pos_base_url_insecure`.
 */
export function resolveBaseUrl(configured: string | null, allowHttp: boolean): string {
  const text = configured ?? DEFAULT_BASE_URL;
  const url = URL.canParse(text) ? new URL(text) : null;
  // The value is not repeated: a malformed one can hold a password.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new ConfigError(
      'pos_base_url_malformed',
      "The tenant's pos.baseUrl is not a plain URL such as https://app.alleaves.com/api (no user, query or fragment). Correct it in the tenant document.",
    );
  }
  if (url.protocol === 'http:' && !allowHttp) {
    throw new ConfigError(
      'pos_base_url_insecure',
      "The tenant's pos.baseUrl uses http, which would send credentials in the clear. Change it to https; http is accepted only where emulators are in use.",
    );
  }
  return url.href.replace(/\/+$/, '');
}
