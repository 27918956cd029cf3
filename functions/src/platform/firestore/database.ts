import { addAbortSignal, Readable } from 'node:stream';
import {
  AggregateField,
  type AggregateQuerySnapshot,
  type CollectionReference,
  type DocumentData,
  type DocumentReference,
  type DocumentSnapshot,
  type Firestore,
  type Query,
  type QueryDocumentSnapshot,
  type QuerySnapshot,
  type Transaction,
  type UpdateData,
} from 'firebase-admin/firestore';
import type { BilledOperations } from '../../rules/money/pricing';

/** An aggregation bills one read per 1,000 index entries, at least one (cloud.google.com/firestore/pricing#aggregation_queries). */
const COUNTED_ENTRIES_PER_READ = 1000;

/**
 * Firestore with a meter: the only way this project reads and writes, so that every run knows what it was billed.
 * Counts what Google bills: a read for each document returned or looked for (at least one a query), each attempt of a
 * transaction again; writes and deletes when they are committed.
 */
export class Database {
  readonly billed: BilledOperations = { reads: 0, writes: 0, deletes: 0 };

  constructor(readonly firestore: Firestore) {}

  document(path: string): DocumentReference {
    return this.firestore.doc(path);
  }

  collection(path: string): CollectionReference {
    return this.firestore.collection(path);
  }

  async get(reference: DocumentReference): Promise<DocumentSnapshot> {
    this.billed.reads += 1;
    return reference.get();
  }

  async getAll(references: readonly DocumentReference[]): Promise<DocumentSnapshot[]> {
    this.billed.reads += references.length;
    return references.length === 0 ? [] : this.firestore.getAll(...references);
  }

  async query(query: Query): Promise<QuerySnapshot> {
    const result = await query.get();
    this.billed.reads += Math.max(1, result.size);
    return result;
  }

  /**
   * The query's documents one by one, in bounded memory.
   * @param signal Ends the query when it is aborted, by an AbortError.
   */
  async *stream(query: Query, signal?: AbortSignal): AsyncGenerator<QueryDocumentSnapshot> {
    let documents = 0;
    const stream = query.stream();
    if (signal !== undefined && stream instanceof Readable) addAbortSignal(signal, stream);
    try {
      for await (const snapshot of stream as AsyncIterable<QueryDocumentSnapshot>) {
        documents += 1;
        yield snapshot;
      }
    } finally {
      this.billed.reads += Math.max(1, documents);
    }
  }

  async count(query: Query): Promise<number> {
    const result: AggregateQuerySnapshot<{ count: FirebaseFirestore.AggregateField<number> }> = await query
      .count()
      .get();
    const { count } = result.data();
    this.billAggregation(count);
    return count;
  }

  /** How many documents the query has, and what a field of them adds up to; values that are no numbers are passed over. */
  async countAndSum(query: Query, field: string): Promise<{ count: number; sum: number }> {
    const aggregates = { count: AggregateField.count(), sum: AggregateField.sum(field) };
    const { count, sum } = (await query.aggregate(aggregates).get()).data();
    this.billAggregation(count);
    return { count, sum };
  }

  private billAggregation(entries: number): void {
    this.billed.reads += Math.max(1, Math.ceil(entries / COUNTED_ENTRIES_PER_READ));
  }

  /** Runs `work` in a transaction; reads come before writes, as Firestore demands. */
  async transaction<T>(work: (transaction: MeteredTransaction) => Promise<T>): Promise<T> {
    let last: MeteredTransaction | undefined;
    const result = await this.firestore.runTransaction(async (transaction) => {
      last = new MeteredTransaction(transaction, this.billed);
      return work(last);
    });
    this.billed.writes += last?.writes ?? 0;
    this.billed.deletes += last?.deletes ?? 0;
    return result;
  }
}

/** A transaction whose reads are metered at once and whose writes are metered by {@link Database.transaction} on commit. */
export class MeteredTransaction {
  writes = 0;
  deletes = 0;

  constructor(
    private readonly transaction: Transaction,
    private readonly billed: BilledOperations,
  ) {}

  async get(reference: DocumentReference): Promise<DocumentSnapshot> {
    this.billed.reads += 1;
    return this.transaction.get(reference);
  }

  async getAll(references: readonly DocumentReference[]): Promise<DocumentSnapshot[]> {
    this.billed.reads += references.length;
    return references.length === 0 ? [] : this.transaction.getAll(...references);
  }

  async query(query: Query): Promise<QuerySnapshot> {
    const result = await this.transaction.get(query);
    this.billed.reads += Math.max(1, result.size);
    return result;
  }

  create(reference: DocumentReference, data: DocumentData): void {
    this.transaction.create(reference, data);
    this.writes += 1;
  }

  set(reference: DocumentReference, data: DocumentData): void {
    this.transaction.set(reference, data);
    this.writes += 1;
  }

  /** Replaces the given top-level fields whole and leaves the others; creates the document if there is none. */
  merge(reference: DocumentReference, data: DocumentData): void {
    this.transaction.set(reference, data, { mergeFields: Object.keys(data) });
    this.writes += 1;
  }

  /** Sets the given fields of a document that exists; the commit fails with NOT_FOUND where it doesn't. */
  update(reference: DocumentReference, data: UpdateData<DocumentData>): void {
    this.transaction.update(reference, data);
    this.writes += 1;
  }

  delete(reference: DocumentReference): void {
    this.transaction.delete(reference);
    this.deletes += 1;
  }
}
