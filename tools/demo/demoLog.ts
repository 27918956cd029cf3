import type { Log, LogFields } from '../../functions/src/platform/ports/log';
import { z } from 'zod';

/** A stage of a run that is done, as the functions' log tells it. */
export interface FinishedStage {
  orgId: string;
  stage: string;
  counts: Record<string, unknown>;
}

const finishedStage = z.object({
  orgId: z.string(),
  stage: z.string(),
  counts: z.record(z.string(), z.unknown()),
});

/** Warnings kept; the first ones tell the most. */
const MAX_PROBLEMS = 20;

/**
 * The log of the functions and of the services while the demo runs: stages go to `onStage`, warnings and errors are kept,
 * thousands of lines about single customers are dropped.
 */
export class DemoLog implements Log {
  /** Warnings and errors, one line each. */
  readonly problems: string[] = [];

  constructor(private readonly onStage: (stage: FinishedStage) => void) {}

  readonly debug = (): void => undefined;

  readonly info = (message: string, fields?: LogFields): void => {
    if (message !== 'stage finished') return;
    const stage = finishedStage.safeParse(fields);
    if (stage.success) this.onStage(stage.data);
  };

  readonly warn = (message: string, fields?: LogFields): void => this.keep(message, fields);

  readonly error = (message: string, fields?: LogFields): void => this.keep(message, fields);

  private keep(message: string, fields: LogFields = {}): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(`${message} ${JSON.stringify(fields)}`);
  }
}
