import type { Activity } from '../delivery/activity';
import { readEndpoint, type Declaration, type Trigger } from './endpoint';
import {
  countInvocation,
  noInvocations,
  PUSHES_AT_ONCE,
  type FunctionHandle,
  type ScheduledRun,
} from './functionHandle';
import { type Overload, Places } from './places';

/** Invocations of one function at once, unless it allows fewer: thousands of events must not run at the same time. */
export const DEFAULT_CONCURRENCY_LIMIT = 80;

type Callable = (...parameters: unknown[]) => unknown;

/** A function of the project, as exported, in this process. */
export class HostedFunction implements FunctionHandle {
  readonly counters = noInvocations();
  readonly pushesAtOnce = PUSHES_AT_ONCE;
  private readonly places: Places;

  constructor(
    readonly name: string,
    private readonly declaration: Declaration,
    private readonly exported: Callable,
    private readonly activity: Activity,
    { holdMilliseconds }: Overload = {},
  ) {
    this.places = new Places(name, declaration.concurrency, holdMilliseconds);
  }

  get region(): string {
    return this.declaration.region;
  }

  get concurrency(): number {
    return this.declaration.concurrency;
  }

  get trigger(): Trigger {
    return this.declaration.trigger;
  }

  /** Calls the export as the production runtime does: with a CloudEvent, or with a request and a response. */
  call(...parameters: unknown[]): Promise<unknown> {
    return this.invoke(() => this.exported(...parameters));
  }

  /**
   * Runs a scheduled function's handler. The export itself would answer 500 to the scheduler and keep the error, which
   * people at their desks want to see.
   */
  runSchedule(run: ScheduledRun): Promise<unknown> {
    const handler: unknown = Reflect.get(this.exported, 'run');
    if (typeof handler !== 'function') throw new Error(`Function ${this.name} has no handler to run.`);
    return this.invoke((): unknown => Reflect.apply(handler, undefined, [run]));
  }

  halt(): void {
    this.places.halt();
  }

  private invoke(work: () => unknown): Promise<unknown> {
    return this.places.run(() => countInvocation(this.counters, () => this.activity.run(work)));
  }
}

const isFunction = (value: unknown): value is Callable => typeof value === 'function';

/**
 * The functions among a module's exports, named as Firebase deploys them: those in a group are `group-name`.
 * @param limit The most invocations of one function at once.
 * @throws Error when a function can't be served, or when there is none.
 */
export function discoverFunctions(
  exports: object,
  limit: number,
  activity: Activity,
  overload: Overload = {},
): HostedFunction[] {
  const discover = (group: object, prefix: string): HostedFunction[] =>
    Object.entries(group).flatMap(([key, value]: [string, unknown]) => {
      const name = `${prefix}${key}`;
      if (isFunction(value)) {
        if (!('__endpoint' in value)) return [];
        const declared = readEndpoint(name, value.__endpoint, limit, overload.maxInstances);
        return [new HostedFunction(name, declared, value, activity, overload)];
      }
      return typeof value === 'object' && value !== null ? discover(value, `${name}-`) : [];
    });
  const functions = discover(exports, '');
  if (functions.length === 0) {
    throw new Error(
      'The module exports no functions. Export what firebase-functions builds (onMessagePublished, onSchedule, …).',
    );
  }
  return functions;
}
