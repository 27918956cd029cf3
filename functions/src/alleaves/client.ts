import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock';
import type { Secrets } from '../platform/secrets';
import { AlleavesClient } from './alleavesClient';
import { resolveBaseUrl } from './baseUrl';
import { PosSession } from './session';
import { DEFAULT_POS_CLIENT_SETTINGS, type PosClientSettings } from './settings';
import { createTransport } from './transport';
import type { PosConnector } from './types';

export type { DialectName } from './dialects';
export type { PosPage } from './paging';
export type { PosClientSettings } from './settings';
export type { PosClient, PosConnector, PosTenant } from './types';

/** Everything a connector needs from outside. */
export interface PosConnectorDependencies {
  secrets: Secrets;
  clock: Clock;
  /** Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Accept base URLs with http; only where emulators are in use. */
  allowHttp: boolean;
  /** What differs from {@link DEFAULT_POS_CLIENT_SETTINGS}. */
  settings?: Partial<PosClientSettings>;
}

/** The way to every tenant's POS. It holds the sessions, so a process should have one. */
export function createPosConnector(dependencies: PosConnectorDependencies): PosConnector {
  const { secrets, clock, allowHttp, fetch: fetchImplementation = globalThis.fetch } = dependencies;
  const settings = { ...DEFAULT_POS_CLIENT_SETTINGS, ...dependencies.settings };
  const sessions = new LRUCache<string, PosSession>({ max: settings.sessions });

  return {
    connect(tenant, { rememberedDialect } = {}) {
      const baseUrl = resolveBaseUrl(tenant.baseUrl, allowHttp);
      const key = JSON.stringify([tenant.orgId, tenant.secretPrefix, baseUrl]);
      let session = sessions.get(key);
      if (!session) {
        const transport = createTransport(baseUrl, fetchImplementation, settings);
        session = new PosSession({ secrets, secretPrefix: tenant.secretPrefix, clock, transport });
        sessions.set(key, session);
      }
      return new AlleavesClient(tenant, session, settings, rememberedDialect);
    },
  };
}
