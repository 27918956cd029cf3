import type { Callables, PublicMenuAnswer, PublicMenuQuery } from './contract/index.ts';
import { SyncSamError } from './syncSamError.ts';

/** Longer than any callable may take (60 seconds), so that the server's own answer comes first. */
const DEFAULT_TIMEOUT_MILLISECONDS = 70_000;

export interface ClientOptions {
  /** Where the functions are: `https://us-central1-PROJECT.cloudfunctions.net`, or what `npm run emulators` prints. */
  readonly baseUrl: string;
  /** The caller's ID token. It is asked for before each call, so that it can be renewed. Not needed for the public menu. */
  readonly token?: () => string | Promise<string>;
  /** An App Check token, if the project enforces it. */
  readonly appCheckToken?: () => string | Promise<string>;
  /** Default: 70,000. */
  readonly timeoutMilliseconds?: number;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

type CallableName = keyof Callables;

/** Callables that answer in pages. */
type PagedName = {
  [Name in CallableName]: Callables[Name]['output'] extends { nextCursor: string | null } ? Name : never;
}[CallableName];

export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface Client {
  /**
   * Calls a callable.
   * @throws SyncSamError; an abort by `signal` throws its reason.
   */
  call<Name extends CallableName>(
    name: Name,
    input: Callables[Name]['input'],
    options?: CallOptions,
  ): Promise<Callables[Name]['output']>;
  /** Calls a callable again and again until there are no more pages. @throws As {@link call}. */
  pages<Name extends PagedName>(
    name: Name,
    input: Callables[Name]['input'],
    options?: CallOptions,
  ): AsyncGenerator<Callables[Name]['output'], void>;
  /** A page of a shop's public menu. @throws As {@link call}. */
  publicMenu(query: PublicMenuQuery, options?: CallOptions): Promise<PublicMenuAnswer>;
}

/** A client of one Sync Sam. It keeps nothing, so one can serve a whole program. */
export function createClient(options: ClientOptions): Client {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');

  const call: Client['call'] = async (name, input, { signal } = {}) => {
    const headers = await headersOf(options);
    const body = JSON.stringify({ data: input });
    const answer = await exchange(options, `${baseUrl}/${name}`, { method: 'POST', headers, body }, signal);
    // The server has parsed the answer by the very schema that this type is made from.
    return answer['result'] as Callables[typeof name]['output'];
  };

  return {
    call,
    async *pages(name, input, callOptions) {
      let cursor: string | null | undefined;
      do {
        const page = await call(name, cursor === undefined ? input : { ...input, cursor }, callOptions);
        yield page;
        cursor = page.nextCursor;
      } while (cursor !== null);
    },
    async publicMenu(query, { signal } = {}) {
      const given = new URLSearchParams();
      for (const [name, value] of Object.entries(query))
        if (value !== undefined) given.set(name, String(value));
      const url = `${baseUrl}/getPublicMenu?${given.toString()}`;
      const answer = await exchange(options, url, { method: 'GET' }, signal);
      return answer as unknown as PublicMenuAnswer;
    },
  };
}

async function headersOf({ token, appCheckToken }: ClientOptions): Promise<Record<string, string>> {
  return {
    'content-type': 'application/json',
    ...(token && { authorization: `Bearer ${await token()}` }),
    ...(appCheckToken && { 'x-firebase-appcheck': await appCheckToken() }),
  };
}

/** Sends a request and reads the answer's JSON. @throws SyncSamError */
async function exchange(
  { fetch: send = fetch, timeoutMilliseconds = DEFAULT_TIMEOUT_MILLISECONDS }: ClientOptions,
  url: string,
  request: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Record<string, unknown>> {
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  let response: Response;
  let answer: unknown;
  try {
    response = await send(url, { ...request, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
    answer = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new SyncSamError(
      'UNAVAILABLE',
      'network',
      `No answer came from ${new URL(url).host}. Check the base URL and the connection, then try again.`,
      { cause: error },
    );
  }
  if (isRecord(answer) && response.ok && answer['error'] === undefined) return answer;
  throw errorOf(answer, response.status);
}

function errorOf(answer: unknown, httpStatus: number): SyncSamError {
  const error = isRecord(answer) && isRecord(answer['error']) ? answer['error'] : {};
  const details = isRecord(error['details']) ? error['details'] : error;
  const status = textOf(error['status']) ?? (httpStatus >= 500 ? 'UNAVAILABLE' : 'INVALID_ARGUMENT');
  const message = textOf(error['message']) ?? `The server answered with HTTP ${httpStatus}.`;
  return new SyncSamError(status, textOf(details['code']) ?? status.toLowerCase(), message);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
