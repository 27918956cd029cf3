// @ts-check
// Preloaded into every process of a test run by NODE_OPTIONS, so it is JavaScript that Node takes as it is.
const net = require('node:net');

/** Addresses of this machine, and names that mean it. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1|::ffff:127(?:\.\d+){3}|0\.0\.0\.0)$/;

/** @param {unknown} host Undefined means this machine. */
function assertLoopback(host) {
  if (typeof host !== 'string' || LOOPBACK.test(host)) return;
  throw new Error(
    `A test contacted ${host}: tests reach this machine alone. Give it a local service, or an injected fetch.`,
  );
}

/**
 * The host in the arguments of a socket's `connect`: options, which net.connect puts into a list, or a port with a host. None for a
 * pipe.
 * @param {readonly unknown[]} given
 * @returns {unknown}
 */
function hostOf([first, second]) {
  /** @type {unknown} */
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options !== 'object' || options === null) return second;
  return 'host' in options && !('path' in options && options.path !== undefined) ? options.host : undefined;
}

// Every TCP connection of Node (http, https, http2, gRPC, fetch) begins here, before its name is looked up.
net.Socket.prototype.connect = new Proxy(net.Socket.prototype.connect, {
  apply(connect, socket, /** @type {Parameters<net.Socket['connect']>} */ given) {
    assertLoopback(hostOf(given));
    return Reflect.apply(connect, socket, given);
  },
});
