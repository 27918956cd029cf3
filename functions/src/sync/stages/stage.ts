import type { z } from 'zod';
import type { PosClient } from '../../platform/ports/pos';
import type { Baseline } from '../../rules/answers/plausibility';
import type { SyncWindow } from '../../rules/time/window';
import type { Database } from '../../platform/firestore/database';
import type { PackedIndex } from '../../packedIndex/packedIndex';
import type { IndexEntry, StreamDefinition } from '../../packedIndex/streams';
import type { RunOptions } from '../../documents/runOptions';
import type { Tenant } from '../../documents/tenant';
import type { Totals } from '../../documents/runProgress';
import type { Limits } from '../../platform/limits';
import { PermanentError } from '../../platform/ports/errors';
import type { RecordWriter } from '../records/recordWriter';
import type { Measuring } from './measuring';
import type { Tally } from './tally';
import type { StageName } from '../../documents/stageNames';

/**
 * What a stage gets to work with. It knows the data; leases, checkpoints, publishing, retries, metering and logging are
 * the runner's.
 */
export interface StageContext {
  readonly tenant: Tenant;
  readonly run: {
    readonly runId: string;
    readonly startedAt: Date;
    readonly options: RunOptions;
    readonly window: SyncWindow;
  };
  /** Days of the window before this one were read by the last sync already, and are read only this once more. */
  readonly firstReadFrom: string;
  /** Which segment rules the customers follow so far (`segmentRulesVersion`). */
  readonly appliedRules: string;
  /** By which version of the tenant's document; null if that isn't known. */
  readonly appliedTenant: string | null;
  /** Whether a customer who was entered by hand was erased; the index knows those of the POS. */
  readonly hasErasedManual: boolean;
  readonly database: Database;
  readonly limits: Limits;
  readonly pos: PosClient;
  readonly tally: Tally;
  /** What the stage learns of the tenant as a whole. */
  readonly totals: Totals;
  /** What the POS's answers are like. */
  readonly measured: Measuring;
  /** What they were like in the runs before; null in the first. */
  readonly baseline: Baseline | null;
  /** Makes a customer's derived fields follow from its stored spending; see recomputeSegment. */
  recomputeCustomer(posCustomerId: string): Promise<boolean>;
  /** A stream's packed index to read from; nothing is loaded yet. */
  readIndex<Entry extends IndexEntry>(stream: StreamDefinition<Entry>): PackedIndex<Entry>;
  /** A stream to write to. The runner commits what is left in it before it hands over. */
  openWriter<Entry extends IndexEntry>(stream: StreamDefinition<Entry>): RecordWriter<Entry>;
}

/**
 * One stage of a run. `work` yields a cursor wherever it can be interrupted: everything before the cursor has been given
 * to the writers, and a later delivery can go on from there. When it returns, the stage is complete.
 */
export interface Stage {
  readonly name: StageName;
  /**
   * @param cursor Where to go on, as a message carried it; undefined to start.
   * @throws PermanentError `bad_message` when the cursor is not one of this stage.
   */
  work(context: StageContext, cursor: unknown): AsyncGenerator<unknown, void>;
}

/** A stage whose cursor has the given schema. */
export function defineStage<Cursor>(definition: {
  name: StageName;
  cursor: z.ZodType<Cursor>;
  work(context: StageContext, cursor: Cursor | undefined): AsyncGenerator<Cursor, void>;
}): Stage {
  return {
    name: definition.name,
    work(context, cursor) {
      const parsed = definition.cursor.optional().safeParse(cursor);
      if (parsed.success) return definition.work(context, parsed.data);
      throw new PermanentError(
        'bad_message',
        `The cursor of the ${definition.name} stage is malformed: start a new run by publishing to pos-sync-tenant.`,
      );
    },
  };
}
