import { status } from '@grpc/grpc-js';
import type { Firestore } from 'firebase-admin/firestore';
import { ALWAYS_CURRENT } from '../../../functions/src/platform/google/firebaseSessions';
import { TENANT_LABEL, tenantLabelValue } from '../../../functions/src/platform/google/secretLabels';
import type { Context } from '../../../functions/src/platform/ports/context';
import type { LogFields } from '../../../functions/src/platform/ports/log';
import type { Outcome } from './delivery/deliveries';
import { Gate } from './gate';
import type { HostDependencies, Invocation, LogLine, Outside } from './hostPorts';
import { openGatedFirestore } from './firestore/gatedFirestore';
import type { Store, StoredWrite } from './firestore/store';

interface Instance {
  gate: Gate;
  context: Context;
  current: Invocation | null;
  onCrash: (() => void) | null;
}

/** What is to be done, and for whom: see {@link Invocation}. */
type Work = Pick<Invocation, 'label' | 'orgId'> & Partial<Pick<Invocation, 'fatal'>>;

/** How far an instance's clock is from the others', in milliseconds at most. */
export const MAX_CLOCK_SKEW = 3_000;

/** Chance that an idle instance takes the work, rather than a new one. */
const REUSE = 0.95;

/** Runs the deployed functions, each instance with a context of its own, as instances on Google Cloud have. */
export class Host {
  invocations = 0;
  running = 0;
  private readonly idle = new Map<string, Instance[]>();

  constructor(private readonly dependencies: HostDependencies) {}

  /**
   * Begins an invocation. The handler takes its context synchronously or in promises only, so nothing else may be invoked
   * in the same turn of the event loop.
   */
  invoke(
    functionName: string,
    { label, orgId, fatal = false }: Work,
    run: (context: Context) => Promise<unknown>,
    done: (outcome: Outcome) => void,
  ): void {
    const { subject, trace } = this.dependencies;
    this.invocations += 1;
    const began = Date.now();
    const invocation: Invocation = {
      ...{ number: this.invocations, functionName, label, orgId, fatal, began },
      acknowledged: false,
    };
    const instance = this.takeIdle(functionName) ?? this.create(functionName);
    instance.current = invocation;
    this.running += 1;
    instance.onCrash = () => {
      this.running -= 1;
      done('lost');
    };
    trace.add(`${instance.gate.name} ← ${label}`);
    subject.composition.useContext(instance.context);
    const finish = (outcome: Outcome): void => {
      this.running -= 1;
      invocation.acknowledged = outcome === 'acknowledged';
      if (invocation.acknowledged) this.dependencies.onAcknowledged(invocation);
      instance.current = null;
      instance.onCrash = null;
      instance.gate.dieBefore(null);
      this.idle.set(functionName, [...(this.idle.get(functionName) ?? []), instance]);
      done(outcome);
    };
    run(instance.context).then(
      () =>
        void instance.gate
          .pass(`acknowledges ${label}`, () => Promise.resolve())
          .then(() => finish('acknowledged')),
      (error: unknown) => {
        if (instance.gate.isDead()) return;
        trace.add(
          `${instance.gate.name} fails: ${error instanceof Error ? `${error.name} ${error.message}` : typeof error}`,
        );
        finish('failed');
      },
    );
  }

  /** An idle instance, unless chance wants a new one. One can die idle: of a request that its last work did not wait for. */
  private takeIdle(functionName: string): Instance | undefined {
    if (!this.dependencies.random.chance(REUSE)) return undefined;
    const instances = this.idle.get(functionName) ?? [];
    for (let instance = instances.pop(); instance !== undefined; instance = instances.pop()) {
      if (!instance.gate.isDead()) return instance;
    }
    return undefined;
  }

  private create(functionName: string): Instance {
    const { subject, random, faults, store, trace, settings, now, outside } = this.dependencies;
    const gate = new Gate(`${functionName}/${this.invocations}`, { random, faults, trace }, () =>
      instance.onCrash?.(),
    );
    const skew = faults.strikes('clockSkew') ? random.integer(-MAX_CLOCK_SKEW, MAX_CLOCK_SKEW) : 0;
    const clock = { now: () => new Date(now().getTime() + (faults.active ? skew : 0)) };
    const secrets = subject.secrets.createSecretManagerSecrets('simulated', settings.limits.secrets, () =>
      Promise.resolve({
        getSecret: ({ name }) => Promise.resolve([{ labels: labelsOf(name) }]),
        accessSecretVersion: ({ name }) =>
          gate.pass(
            `reads ${name.split('/')[3] ?? name}`,
            () => Promise.resolve(secretVersion(outside, name)),
            {
              before: () => (faults.strikes('secretsBefore') ? new Error('14 UNAVAILABLE') : undefined),
            },
          ),
      }),
    );
    const context: Context = {
      settings,
      clock,
      log: this.logOf(() => instance),
      firestore: this.firestoreOf(store, gate, () => instance),
      publisher: {
        publish: (topic, message) =>
          gate.pass(
            `publishes to ${topic}`,
            () => {
              gate.dieBefore(null);
              outside.publish(topic, JSON.stringify(message));
              return Promise.resolve();
            },
            {
              before: () =>
                faults.strikes('publishBefore') || !outside.hasTopic(topic) ? this.publishError() : undefined,
              after: () => (faults.strikes('publishAfter') ? this.publishError() : undefined),
            },
          ),
      },
      secrets,
      pos: subject.pos.createPosConnector({
        secrets,
        clock,
        allowed: {
          get hosts() {
            return outside.posHosts();
          },
          loopback: false,
        },
        limits: settings.limits.pos,
        fetch: (input) => {
          if (!(input instanceof Request)) throw new TypeError('ky hands on requests');
          const { pathname, search } = new URL(input.url);
          return unlessAborted(
            input.signal,
            gate.pass(`${input.method} ${pathname}${search}`, () => outside.answer(input)),
          );
        },
      }),
      sessions: ALWAYS_CURRENT,
    };
    const instance: Instance = { gate, context, current: null, onCrash: null };
    return instance;
  }

  private firestoreOf(store: Store, gate: Gate, instance: () => Instance): Firestore {
    const { random, faults, onCommit } = this.dependencies;
    const committed = (writes: StoredWrite[]): void => {
      const { current } = instance();
      // It has begun, and the next thing it does is read what it works on.
      if (current?.fatal === true) gate.dieBefore((label) => label.startsWith('runQuery'));
      const afterEnd = { number: 0, functionName: gate.name, label: 'after its end', began: Date.now() };
      onCommit(writes, current ?? { ...afterEnd, acknowledged: true, orgId: null, fatal: false });
    };
    return openGatedFirestore({ store, gate, random, faults, onCommit: committed });
  }

  private logOf(instance: () => Instance): Context['log'] {
    const at =
      (level: LogLine['level']) =>
      (message: string, fields: LogFields = {}) => {
        const { gate, current } = instance();
        if (gate.isDead()) return;
        this.dependencies.trace.add(`${gate.name} logs ${level}: ${message}`, fields);
        this.dependencies.onLog({ level, message, fields, invocation: current });
      };
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }

  /** As createPubsubPublisher throws it. */
  private publishError(): Error {
    return new this.dependencies.subject.errors.TransientError(
      'publish_failed',
      'Pub/Sub did not take a message',
    );
  }
}

/** Rejects when a request is given up, as `fetch` does; the POS may still get it. */
async function unlessAborted<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () =>
      reject(new DOMException('This operation was aborted', 'AbortError')),
    );
    answer.then(resolve, reject);
  });
}

/** Each tenant's secrets begin with its org id, and are labelled for it. */
function labelsOf(name: string): Record<string, string> {
  const orgId = (name.split('/')[3] ?? '').replace(/_(?:USERNAME|PASSWORD|PIN|LOCATION_ID|LOGIN)$/, '');
  return { [TENANT_LABEL]: tenantLabelValue(orgId) };
}

function secretVersion(outside: Outside, name: string): [{ payload: { data: string } }] {
  const value = outside.secret(name.split('/')[3] ?? '');
  if (value === undefined) throw Object.assign(new Error('5 NOT_FOUND'), { code: status.NOT_FOUND });
  return [{ payload: { data: value } }];
}
