import type { NextFunction, Request, Response } from 'express';
import { isIP } from 'node:net';

/** Functions that any site may show. */
const PUBLIC = /\/getPublicMenu(?:[/?]|$)|^\/menu(?:[/?]|$)/;

/**
 * Refuses what the browser of a developer sends for another site: the host takes unsigned tokens, so any page could act as anybody. Such a
 * request names that site in `Origin` or says so in `Sec-Fetch-Site`, or it names another `Host`, to which somebody has given
 * this machine's address (DNS rebinding).
 */
export function refuseOtherSites(request: Request, response: Response, next: NextFunction): void {
  const { origin, host = '' } = request.headers;
  const isForeign =
    !isThisMachine(`http://${host}`) ||
    (!PUBLIC.test(request.path) &&
      ((origin !== undefined && !isThisMachine(origin)) ||
        request.headers['sec-fetch-site'] === 'cross-site'));
  if (!isForeign) {
    next();
    return;
  }
  response.status(403).json({
    error: 'Only pages and programs of this machine may ask here. Use http://127.0.0.1 or http://localhost.',
  });
}

/** Whether a URL's host is `localhost` or an address; a name that leads here can be anybody's. */
function isThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  const address = hostname.replace(/^\[|\]$/g, '');
  return (
    hostname === 'localhost' || hostname.endsWith('.localhost') || address === '::1' || isLoopback(address)
  );
}

function isLoopback(address: string): boolean {
  return isIP(address) === 4 && (address.startsWith('127.') || address === '0.0.0.0');
}
