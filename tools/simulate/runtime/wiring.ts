import type { FunctionHandle } from '../../emulators/functions/functionHandle';
import { readEndpoint } from '../../emulators/functions/endpoint';
import { headerText, isEventOf } from '../../emulators/functions/events';
import { PathPattern } from '../../emulators/functions/pathPattern';
import { parseSchedule, type Schedule } from '../../emulators/functions/schedule';
import type { StoredWrite } from './firestore/store';

/** A function that is sent what fails again, or not. */
export interface Receiver {
  name: string;
  retry: boolean;
}

/** A change of a document on its way to a function that listens to it. */
export interface DocumentEvent extends Receiver {
  /** The values of the wildcards in the function's document pattern. */
  params: Readonly<Record<string, string>>;
  write: StoredWrite;
}

interface ScheduledFunction {
  name: string;
  schedule: Schedule;
  /** How often a run that fails is repeated. */
  retryCount: number;
}

interface DocumentListener extends Receiver {
  pattern: PathPattern;
  eventType: string;
}

/** What triggers which function, as each function declares it in its `__endpoint`. */
export class Wiring {
  private readonly subscribers = new Map<string, Receiver[]>();
  private readonly listeners: DocumentListener[] = [];
  private readonly scheduled: ScheduledFunction[] = [];
  private readonly places = new Map<string, number>();

  /** @throws Error naming the function whose declaration is not understood. */
  constructor(functions: Readonly<Record<string, unknown>>) {
    for (const [name, deployed] of Object.entries(functions)) {
      const declared: unknown =
        typeof deployed === 'function' ? Reflect.get(deployed, '__endpoint') : undefined;
      if (declared !== undefined) this.connect(name, readEndpoint(name, declared, Infinity));
    }
  }

  private connect(
    name: string,
    { trigger, concurrency }: Pick<FunctionHandle, 'trigger' | 'concurrency'>,
  ): void {
    this.places.set(name, concurrency);
    switch (trigger.kind) {
      case 'pubsub': {
        const { topicId, retry } = trigger;
        this.subscribers.set(topicId, [...this.subscribersOf(topicId), { name, retry }]);
        break;
      }
      case 'firestore': {
        const { document, eventType, retry } = trigger;
        this.listeners.push({ name, retry, eventType, pattern: new PathPattern(document) });
        break;
      }
      case 'schedule': {
        const { schedule, timeZone, retryCount } = trigger;
        this.scheduled.push({ name, retryCount, schedule: parseSchedule(schedule, timeZone) });
        break;
      }
      case 'https':
      case 'callable':
    }
  }

  /** The topics that some function subscribes to; there are no others. */
  get topics(): readonly string[] {
    return [...this.subscribers.keys()];
  }

  /** How many deliveries a function takes at once, over all the instances that it may have. */
  placesOf(name: string): number {
    return this.places.get(name) ?? Infinity;
  }

  subscribersOf(topic: string): readonly Receiver[] {
    return this.subscribers.get(topic) ?? [];
  }

  /** The events that writes raise. */
  eventsOf(writes: readonly StoredWrite[]): DocumentEvent[] {
    return writes.flatMap((write) =>
      this.listeners.flatMap(({ name, retry, eventType, pattern }) => {
        const params = isEventOf(eventType, write) ? pattern.parametersOf(write.path) : undefined;
        return params === undefined ? [] : [{ name, retry, params: asReceived(params), write }];
      }),
    );
  }

  /** The runs of scheduled functions that are due from `begin` on and before `end`, in milliseconds since the epoch. */
  dueBetween(begin: number, end: number): { name: string; at: number; retryCount: number }[] {
    return this.scheduled.flatMap(({ name, retryCount, schedule }) => {
      const runs = [];
      for (
        let at = schedule.nextAfter(new Date(begin - 1));
        at !== null && at.getTime() < end;
        at = schedule.nextAfter(at)
      )
        runs.push({ name, at: at.getTime(), retryCount });
      return runs;
    });
  }
}

/** The values of wildcards after their way through a header and firebase-functions, which decodes `%`. */
function asReceived(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, decoded(headerText(value))]),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
