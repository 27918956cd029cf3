import type { DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { encodePathSegment } from '../../rules/identity/pathSegment';
import type { Database } from '../../platform/firestore/database';
import { paths } from '../../documents/paths';
import { type StreamName, syncIndexDocument } from '../../documents/syncIndex';

/** Where the shards of one stream of one tenant are kept. */
export interface ShardStore {
  /** Every shard. One read a shard, at least one. */
  readAll(): Promise<DocumentSnapshot[]>;
  /** Every shard in turn, in bounded memory. One read a shard, at least one. */
  stream(): AsyncGenerator<DocumentSnapshot>;
  /** The shard with the greatest lower bound that is not above the key. One read. */
  find(sortable: string): Promise<DocumentSnapshot | undefined>;
  /** How many entries are stored, without their content. One read a shard, at least one. */
  countEntries(): Promise<number>;
  /** @param from The shard's lower bound. */
  reference(from: string): DocumentReference;
}

/** The part of a shard's document that says which keys it holds. */
export const shardRange = syncIndexDocument.strict.pick({ from: true, to: true, count: true });

/** The name of a shard's document, from what it holds. */
export function shardName(stream: StreamName, from: string): string {
  return `${stream}_${from === '' ? '0' : encodePathSegment(from)}`;
}

/** The shards that describe the tenant's documents: `sync_index`. */
export class StoredShards implements ShardStore {
  constructor(
    private readonly database: Database,
    private readonly orgId: string,
    private readonly name: StreamName,
  ) {}

  async readAll(): Promise<DocumentSnapshot[]> {
    return (await this.database.query(this.all())).docs;
  }

  stream(): AsyncGenerator<DocumentSnapshot> {
    return this.database.stream(this.all());
  }

  async find(sortable: string): Promise<DocumentSnapshot | undefined> {
    const query = this.all().where('from', '<=', sortable).orderBy('from', 'desc').limit(1);
    return (await this.database.query(query)).docs[0];
  }

  /** The range and the number of entries of each shard. One read a shard, at least one. */
  async ranges(): Promise<z.infer<typeof shardRange>[]> {
    const { docs } = await this.database.query(this.all().select('from', 'to', 'count'));
    return docs.map((snapshot) => shardRange.parse(snapshot.data()));
  }

  async countEntries(): Promise<number> {
    return (await this.ranges()).reduce((sum, { count }) => sum + count, 0);
  }

  reference(from: string): DocumentReference {
    return this.database.document(`${paths.syncIndex(this.orgId)}/${shardName(this.name, from)}`);
  }

  private all() {
    return this.database.collection(paths.syncIndex(this.orgId)).where('stream', '==', this.name);
  }
}
