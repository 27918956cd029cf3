import type { RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { startHttpServer } from '../../../servers/httpServer';

/** An account as Identity Toolkit's REST API holds it. */
export interface StoredAccount {
  localId: string;
  email: string;
  disabled?: boolean;
  /** Claims, as JSON text. */
  customAttributes?: string;
  /** Tokens from before are void, in seconds since 1970. */
  validSince?: string;
}

const lookup = z.object({ email: z.array(z.string()).optional(), localId: z.array(z.string()).optional() });
const creation = z.object({ email: z.string() });
const update = z.object({
  localId: z.string(),
  customAttributes: z.string().optional(),
  validSince: z.union([z.string(), z.number()]).transform(String).optional(),
});

/** Rows of a page, whatever is asked for: small, so that lists have to be paged. */
const PAGE = 2;

/** Identity Toolkit's REST API, as far as the Admin SDK uses it here. */
export async function startAuthServer(accounts: StoredAccount[]) {
  const find = (localId: string): StoredAccount | undefined =>
    accounts.find((account) => account.localId === localId);

  const methods: Record<string, (body: unknown, query: URLSearchParams) => unknown> = {
    'POST accounts:lookup': (body) => {
      const { email = [], localId = [] } = lookup.parse(body);
      const users = accounts.filter((one) => email.includes(one.email) || localId.includes(one.localId));
      return users.length === 0 ? {} : { users };
    },
    'POST accounts': (body) => {
      const { email } = creation.parse(body);
      if (!email.includes('@')) return refuse('INVALID_EMAIL');
      const localId = `made-${accounts.length}`;
      accounts.push({ localId, email });
      return { localId };
    },
    'POST accounts:update': (body) => {
      const { localId, ...changes } = update.parse(body);
      const account = find(localId);
      if (account === undefined) return refuse('USER_NOT_FOUND');
      Object.assign(account, JSON.parse(JSON.stringify(changes)));
      return { localId };
    },
    'GET accounts:batchGet': (_body, query) => {
      const from = Number(query.get('nextPageToken') ?? 0);
      const next = from + PAGE;
      return {
        users: accounts.slice(from, next),
        ...(next < accounts.length && { nextPageToken: String(next) }),
      };
    },
  };

  const listener: RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const name = `${request.method ?? ''} ${pathname.split('/projects/')[1]?.split('/')[1] ?? ''}`;
    const body = request.method === 'POST' ? json(request) : Promise.resolve(undefined);
    void body.then((given) => {
      const answer = methods[name]?.(given, searchParams) ?? refuse(`NOT_BUILT ${name}`);
      response.statusCode = answer instanceof Refusal ? 400 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer instanceof Refusal ? answer.body : answer));
    });
  };
  const server = await startHttpServer(listener, '127.0.0.1', 0);
  return { host: new URL(server.url).host, close: () => server.stop() };
}

class Refusal {
  constructor(readonly body: object) {}
}

function refuse(message: string): Refusal {
  return new Refusal({
    error: { code: 400, message, errors: [{ message, domain: 'global', reason: 'invalid' }] },
  });
}
