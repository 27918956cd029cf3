/** Options of every `idle()`. */
export interface IdleOptions {
  /** Deliveries that wait for their next attempt count as quiet. */
  ignoreBackoff?: boolean;
}

/** Something that works in the background. */
export interface Worker {
  isIdle(options?: IdleOptions): boolean;
  /** Resolves when nothing is under way or scheduled. */
  idle(options?: IdleOptions): Promise<void>;
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Resolves when all workers are quiet at once: the work of one may give work to another. */
export async function allIdle(workers: () => readonly Worker[], options?: IdleOptions): Promise<void> {
  for (;;) {
    await Promise.all(workers().map((worker) => worker.idle(options)));
    await nextTurn();
    if (workers().every((worker) => worker.isIdle(options))) return;
  }
}
