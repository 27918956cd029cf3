import type { LogFields } from '../../../functions/src/platform/ports/log';
import type { Settings } from '../../../functions/src/platform/settings';
import type { Faults } from './faults';
import type { Store, StoredWrite } from './firestore/store';
import type { Random } from './random';
import type { Subject } from './subject';
import type { Trace } from './trace';

/** The work that an instance is doing. */
export interface Invocation {
  number: number;
  functionName: string;
  label: string;
  /** The tenant that the message or the event is about, if it is about one. */
  orgId: string | null;
  /** Whether the work is more than any instance survives. */
  fatal: boolean;
  /** In milliseconds of virtual time. */
  began: number;
  /** Whether it has ended well and its sender knows. */
  acknowledged: boolean;
}

export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error';
  message: string;
  fields: LogFields;
  invocation: Invocation | null;
}

/** What the functions reach outside Firestore; each is called at the moment at which the effect takes place. */
export interface Outside {
  publish(topic: string, text: string): void;
  hasTopic(topic: string): boolean;
  secret(name: string): string | undefined;
  answer(request: Request): Promise<Response>;
  /** The hosts of all shops' POSes. */
  posHosts(): readonly string[];
}

export interface HostDependencies {
  subject: Subject;
  random: Random;
  faults: Faults;
  trace: Trace;
  store: Store;
  outside: Outside;
  settings: Settings;
  now: () => Date;
  onCommit: (writes: StoredWrite[], invocation: Invocation) => void;
  onLog: (line: LogLine) => void;
  onAcknowledged: (invocation: Invocation) => void;
}
