import ky, { HTTPError, type KyInstance } from 'ky';
import { z } from 'zod';
import { ApiFailure, readRefusal } from './apiFailure';

/** Per request, in milliseconds; Google's own answers take well under a second. */
const TIMEOUT = 20_000;

const RETRIES = 2;

/** Pages of one list; beyond it something goes round in circles. */
const MAXIMUM_PAGES = 100;

type Query = Readonly<Record<string, string>>;

interface Connection {
  /** Pays for the requests' quota, which credentials of a person need to have named. */
  project: string;
  accessToken: string;
  /** Where an API is reached. Default: `https://{host}`. */
  baseUrl?: (host: string) => string;
}

/** Reads Google's public REST APIs. It has no way to change anything. */
export class GoogleApi {
  readonly #http: KyInstance;
  readonly #baseUrl: (host: string) => string;

  constructor({ project, accessToken, baseUrl = (host) => `https://${host}` }: Connection) {
    this.#baseUrl = baseUrl;
    this.#http = ky.create({
      headers: { authorization: `Bearer ${accessToken}`, 'x-goog-user-project': project },
      timeout: TIMEOUT,
      retry: { limit: RETRIES, methods: ['get'] },
    });
  }

  /**
   * @param path With its leading slash and version, such as `/v1/projects/my-project/topics`.
   * @throws ApiFailure when the API refuses, doesn't answer, or answers in an unknown form.
   */
  get<Schema extends z.ZodType>(
    host: string,
    path: string,
    schema: Schema,
    query: Query | [string, string][] = {},
  ): Promise<z.output<Schema>> {
    return this.#send(host, path, schema, { method: 'get', searchParams: query });
  }

  /** Asks a method that reads although it is a POST, such as `:getIamPolicy`. @throws ApiFailure */
  readByPost<Schema extends z.ZodType>(
    host: string,
    path: string,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    return this.#send(host, path, schema, { method: 'post', json: {} });
  }

  /**
   * All rows of a list, page by page.
   * @param key The field that holds the rows; it is left out of an empty answer.
   * @throws ApiFailure
   */
  async list<Row extends z.ZodType>(
    host: string,
    path: string,
    key: string,
    row: Row,
    query: Query = {},
  ): Promise<z.output<Row>[]> {
    const page = z.looseObject({ nextPageToken: z.string().optional() });
    const rows: z.output<Row>[] = [];
    let pageToken = '';
    for (let count = 0; count < MAXIMUM_PAGES; count += 1) {
      const answer = await this.get(host, path, page, { ...query, ...(pageToken !== '' && { pageToken }) });
      rows.push(...parse(host, z.array(row).default([]), answer[key]));
      pageToken = answer.nextPageToken ?? '';
      if (pageToken === '') return rows;
    }
    throw new ApiFailure(host, 200, `more than ${MAXIMUM_PAGES} pages`);
  }

  async #send<Schema extends z.ZodType>(
    host: string,
    path: string,
    schema: Schema,
    options: Parameters<KyInstance>[1],
  ): Promise<z.output<Schema>> {
    let body: unknown;
    try {
      body = await this.#http(`${this.#baseUrl(host)}${path}`, options).json();
    } catch (error) {
      throw await toFailure(host, error);
    }
    return parse(host, schema, body);
  }
}

function parse<Schema extends z.ZodType>(host: string, schema: Schema, body: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;
  throw new ApiFailure(host, 200, `an unknown form: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

async function toFailure(host: string, error: unknown): Promise<ApiFailure> {
  if (!(error instanceof HTTPError)) return new ApiFailure(host, 0, 'no answer', undefined, { cause: error });
  const { response } = error;
  const body: unknown = await response.json().catch(() => undefined);
  return readRefusal(host, response.status, body);
}
