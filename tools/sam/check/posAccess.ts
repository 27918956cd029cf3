import { AlleavesClient } from '../../../functions/src/alleaves/client/alleavesClient';
import { type RowStream, unwrapRows } from '../../../functions/src/alleaves/client/answer/envelope';
import { resolveBaseUrl } from '../../../functions/src/alleaves/client/baseUrl';
import type { PosRequest } from '../../../functions/src/alleaves/client/request';
import { PosSession } from '../../../functions/src/alleaves/client/session';
import { createTransport } from '../../../functions/src/alleaves/client/transport';
import type { Tenant } from '../../../functions/src/documents/tenant';
import type { Context } from '../../../functions/src/platform/ports/context';
import type { DialectName, PosClient } from '../../../functions/src/platform/ports/pos';

/** What the POS said to one question: its answer, or the status that says there is no such endpoint. */
type Asked =
  | { readonly outcome: 'answered'; readonly body: unknown; readonly rows: readonly unknown[] }
  | { readonly outcome: 'missing'; readonly status: number };

/** A tenant's POS, asked as a sync asks and in ways that a sync doesn't. Everything asked is a read. */
export interface PosAccess {
  /** What a sync reads by. */
  client(dialect: 'auto' | DialectName): PosClient;
  /**
   * Asks one question.
   * @param build Words it, given the location that the secret or the login names.
   * @throws SyncError as the client does.
   */
  ask(stream: RowStream, build: (loginLocation: string | null) => PosRequest): Promise<Asked>;
}

/** @throws ConfigError `pos_base_url_malformed`, `pos_base_url_insecure`, `pos_base_url_forbidden`. */
export function openPos(
  { settings, secrets, clock }: Pick<Context, 'settings' | 'secrets' | 'clock'>,
  tenant: Tenant,
  allowHttp: boolean,
): PosAccess {
  const limits = settings.limits.pos;
  const allowed = { hosts: settings.posHosts, loopback: allowHttp };
  const transport = createTransport(resolveBaseUrl(tenant.baseUrl, allowed), globalThis.fetch, limits);
  const { secretPrefix: prefix, credentialsInOneSecret: inOneSecret } = tenant;
  const credentials = { orgId: tenant.orgId, prefix, inOneSecret };
  const session = new PosSession({ secrets, credentials, clock, transport, limits });
  return {
    client: (dialect) =>
      new AlleavesClient({ ...tenant, dialect }, session, limits, {
        rememberedDialect: null,
        rememberedPageSize: null,
      }),
    async ask(stream, build) {
      let label = '';
      const worded = (loginLocation: string | null): PosRequest => {
        const request = build(loginLocation);
        label = `${request.method} ${request.path}`;
        return request;
      };
      const answer = await session.send(({ locationId }) => worded(locationId), {
        read: (body, sensitive) => ({ body, rows: unwrapRows(stream, body, label, sensitive) ?? [] }),
      });
      return answer.outcome === 'answered' ? { outcome: 'answered', ...answer.value } : answer;
    },
  };
}
