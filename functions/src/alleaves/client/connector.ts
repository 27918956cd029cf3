import { LRUCache } from 'lru-cache';
import type { Limits } from '../../platform/limits';
import type { Clock } from '../../platform/ports/clock';
import type { PosConnector } from '../../platform/ports/pos';
import type { Secrets } from '../../platform/ports/secrets';
import { AlleavesClient } from './alleavesClient';
import { type AllowedHosts, resolveBaseUrl } from './baseUrl';
import { PosSession } from './session';
import { createTransport } from './transport';

/** Everything a connector needs from outside. */
export interface PosConnectorDependencies {
  secrets: Secrets;
  clock: Clock;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Where requests, and with them credentials, may be sent. */
  allowed: AllowedHosts;
  limits: Limits['pos'];
}

/** The way to every tenant's POS. It holds the sessions, so a process should have one. */
export function createPosConnector(dependencies: PosConnectorDependencies): PosConnector {
  const { secrets, clock, allowed, limits, fetch: fetchImplementation = globalThis.fetch } = dependencies;
  const sessions = new LRUCache<string, PosSession>({ max: limits.sessions });

  return {
    connect(tenant, { rememberedDialect = null, rememberedPageSize = null } = {}) {
      const baseUrl = resolveBaseUrl(tenant.baseUrl, allowed);
      const { secretPrefix: prefix, credentialsInOneSecret: inOneSecret = false } = tenant;
      const credentials = { orgId: tenant.orgId, prefix, inOneSecret };
      const key = JSON.stringify([credentials, baseUrl]);
      let session = sessions.get(key);
      if (!session) {
        const transport = createTransport(baseUrl, fetchImplementation, limits);
        session = new PosSession({ secrets, credentials, clock, transport, limits });
        sessions.set(key, session);
      }
      return new AlleavesClient(tenant, session, limits, { rememberedDialect, rememberedPageSize });
    },
  };
}
