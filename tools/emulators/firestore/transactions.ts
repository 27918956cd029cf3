import { status } from '@grpc/grpc-js';
import { GrpcError, type Message } from '../../servers/grpcHandlers';
import { collected, type MemoryClient } from './memoryClient';

/** How long a transaction may take in all, and between two of its requests (firebase.google.com/docs/firestore/quotas), in milliseconds. */
const LONGEST = 270_000;
const LONGEST_IDLE = 60_000;

interface Open {
  readonly begunAt: number;
  usedAt: number;
  /** What its queries found. */
  readonly queries: { query: Message; found: string }[];
}

/**
 * What Firestore holds against a transaction and the in-memory database doesn't: that it has expired, and that one of its queries would find
 * other documents by now. The database itself looks at the documents that were read, and a document that didn't match was not.
 */
export class Transactions {
  readonly #client: Pick<MemoryClient, 'runQuery' | 'rollback'>;
  readonly #open = new Map<string, Open>();

  constructor(client: Pick<MemoryClient, 'runQuery' | 'rollback'>) {
    this.#client = client;
  }

  /** Remembers a request that was answered, if it was part of a transaction. */
  note(request: Message, responses: readonly Message[]): void {
    const begun = responses.map(({ transaction }) => keyOf(transaction)).find((key) => key !== null);
    const key = begun ?? keyOf(request['transaction']);
    if (key === null) return;
    const now = Date.now();
    const open = this.#open.get(key) ?? { begunAt: now, usedAt: now, queries: [] };
    open.usedAt = now;
    const { parent, structuredQuery } = request;
    if (structuredQuery !== undefined)
      open.queries.push({ query: { parent, structuredQuery }, found: fingerprint(responses) });
    this.#forgetExpired(now);
    this.#open.set(key, open);
  }

  /**
   * Before a request of a transaction is answered.
   * @throws GrpcError INVALID_ARGUMENT if it has expired, in Firestore's words, by which Google's clients begin another.
   */
  async assertAlive(request: Message): Promise<void> {
    const open = this.#of(request);
    if (open === undefined || !isExpired(open, Date.now())) return;
    await this.#end(request);
    throw new GrpcError(
      status.INVALID_ARGUMENT,
      'The referenced transaction has expired or is no longer valid.',
    );
  }

  /**
   * Before a transaction is committed; afterwards it is forgotten.
   * @throws GrpcError as {@link assertAlive}; ABORTED if one of its queries finds other documents now.
   */
  async assertCommits(request: Message): Promise<void> {
    await this.assertAlive(request);
    const open = this.#of(request);
    for (const { query, found } of open?.queries ?? []) {
      if (fingerprint(await collected(this.#client.runQuery(query))) === found) continue;
      await this.#end(request);
      throw new GrpcError(
        status.ABORTED,
        'The transaction was aborted: a query of it finds other documents now.',
      );
    }
    this.#forget(request);
  }

  #of({ transaction }: Message): Open | undefined {
    return this.#open.get(keyOf(transaction) ?? '');
  }

  #forget({ transaction }: Message): void {
    this.#open.delete(keyOf(transaction) ?? '');
  }

  async #end(request: Message): Promise<void> {
    this.#forget(request);
    const { database, transaction } = request;
    // The database may have forgotten it already.
    await this.#client.rollback({ database, transaction }).catch(() => undefined);
  }

  /** Clients that died never ended theirs. */
  #forgetExpired(now: number): void {
    for (const [key, open] of this.#open) if (now - open.begunAt > 2 * LONGEST) this.#open.delete(key);
  }
}

function isExpired({ begunAt, usedAt }: Open, now: number): boolean {
  return now - begunAt > LONGEST || now - usedAt > LONGEST_IDLE;
}

function keyOf(transaction: unknown): string | null {
  if (!(transaction instanceof Uint8Array) || transaction.length === 0) return null;
  return Buffer.from(transaction).toString('base64');
}

/** Which documents a query found, each as of which write. */
function fingerprint(responses: readonly Message[]): string {
  return JSON.stringify(
    responses.flatMap(({ document }) =>
      typeof document === 'object' && document !== null
        ? [[Reflect.get(document, 'name'), Reflect.get(document, 'updateTime')]]
        : [],
    ),
  );
}

/**
 * Without the hint that a transaction repeats another: the in-memory database takes hints to aborted transactions only,
 * while Google also takes those to one that was rolled back or has expired, or of which the client doesn't know that it was committed.
 */
export function withoutRetryHint(request: Message): Message {
  const { newTransaction } = request;
  const isHinted =
    typeof newTransaction === 'object' && newTransaction !== null && 'readWrite' in newTransaction;
  return isHinted ? { ...request, newTransaction: { readWrite: {} } } : request;
}
