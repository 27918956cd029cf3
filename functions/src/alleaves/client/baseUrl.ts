import { BlockList, isIP } from 'node:net';
import { ConfigError } from '../../platform/ports/errors';

const DEFAULT_BASE_URL = 'https://app.alleaves.com/api';

/** Where credentials may be sent. */
export interface AllowedHosts {
  /** Names of hosts, with a port where it isn't the default. */
  readonly hosts: readonly string[];
  /** Whether also this machine's own, over plain HTTP: true only if an emulator is in use. */
  readonly loopback: boolean;
}

/**
 * The API base a tenant's requests start from, without a trailing slash. The tenant's credentials go there, so anyone who may write
 * tenants' documents must not be able to choose any host, nor reach what only the functions' own network can.
 * @param configured `pos.baseUrl` of the tenant; null for the Alleaves cloud.
 * @throws ConfigError `pos_base_url_malformed`, `pos_base_url_insecure` or `pos_base_url_forbidden`.
 */
export function resolveBaseUrl(configured: string | null, allowed: AllowedHosts): string {
  const text = configured ?? DEFAULT_BASE_URL;
  const url = URL.canParse(text) ? new URL(text) : null;
  // The value is not repeated: a malformed one can hold a password.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new ConfigError(
      'pos_base_url_malformed',
      "The tenant's pos.baseUrl is not a plain URL such as https://app.alleaves.com/api (no user, query or fragment). Correct it in the tenant document.",
    );
  }
  const base = url.href.replace(/\/+$/, '');
  if (allowed.loopback && isLoopback(url.hostname)) return base;
  if (url.protocol === 'http:') {
    throw new ConfigError(
      'pos_base_url_insecure',
      "The tenant's pos.baseUrl uses http, which would send credentials in the clear. Change it to https; http is accepted only for this machine's own address, and where emulators are in use.",
    );
  }
  const isListed = allowed.hosts.some((host) => host.toLowerCase() === url.host);
  if (!isListed || isInside(url.hostname)) {
    throw new ConfigError(
      'pos_base_url_forbidden',
      isListed
        ? "The host of the tenant's pos.baseUrl is on a private network or this machine, and no POS is there. Use the POS's public host."
        : "The host of the tenant's pos.baseUrl isn't one of those that credentials may be sent to. Correct it, or add the host to the param SYNC_POS_HOSTS and deploy again.",
    );
  }
  return base;
}

/** Names that mean this machine, or something inside of a cloud's or an office's network. */
const INSIDE_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa)\.?$/;

/** Addresses that aren't on the internet: IANA's registries of special purposes, cloud metadata among them. */
const INSIDE = new BlockList();
for (const [network, prefix] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const),
])
  INSIDE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ...([
    ['::', 96],
    ['::1', 128],
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
  ] as const),
  ...([
    ['2001:db8::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const),
])
  INSIDE.addSubnet(network, prefix, 'ipv6');

function isInside(hostname: string): boolean {
  const address = addressOf(hostname);
  const version = isIP(address);
  if (version !== 0) return INSIDE.check(address, version === 4 ? 'ipv4' : 'ipv6');
  return INSIDE_NAME.test(hostname) || !hostname.includes('.');
}

function isLoopback(hostname: string): boolean {
  const address = addressOf(hostname);
  return hostname === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** `URL` has brought numeric forms of addresses into the usual one, and has brackets around those of IPv6. */
function addressOf(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
