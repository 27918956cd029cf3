import { basename } from 'node:path';
import type { Progress } from '../../terminal/progress';
import { Environment, NO_SYNC_FUNCTIONS, SYNC_FUNCTIONS } from '../environment';
import {
  type Figures,
  type Measurement,
  type Phase,
  PHASES,
  type Subject,
  SUBJECTS,
  type WorldResult,
} from '../figures';
import type { WorldSource } from '../worlds';
import type { WriteBound } from './lowerBound';
import { median } from './median';
import { currentMoment } from './moment';
import { measureSync, type SyncMeasured } from './sync';

export interface WorldOptions {
  repetitions: number;
  /** Flags for Node in the process that is measured. */
  workerFlags?: readonly string[];
}

/** Heap for the embedded Firestore and the simulated POS, which hold whole worlds in memory. */
const SERVICES_FLAGS = ['--max-old-space-size=14000'];

/** Measures all subjects on one world, in turns, so that a change of the machine's speed meets them all. */
export async function measureWorld(
  source: WorldSource,
  options: WorldOptions,
  progress: Progress,
): Promise<WorldResult> {
  const moment = currentMoment();
  const found = new Map<string, SyncMeasured[]>();
  let size = { customers: 0, orders: 0, items: 0 };
  for (let repetition = 1; repetition <= options.repetitions; repetition += 1) {
    for (const subject of SUBJECTS) {
      const environment = await startFor(source, subject, options);
      try {
        const { customers, orders, items } = environment.size;
        size = { customers, orders, items };
        for (const phase of phasesOf(source, subject)) {
          progress.update(
            `${nameOf(source, customers)}, ${subject}, ${phase} (${repetition} of ${options.repetitions})`,
          );
          const key = `${subject}/${phase}`;
          found.set(key, [...(found.get(key) ?? []), await measureSync(environment, subject, phase)]);
        }
      } finally {
        await environment.stop();
      }
    }
  }
  const measurements = SUBJECTS.flatMap((subject) =>
    PHASES.flatMap((phase) => {
      const repetitions = found.get(`${subject}/${phase}`);
      return repetitions === undefined ? [] : [summarise(subject, phase, repetitions)];
    }),
  );
  return { ...moment, name: nameOf(source, size.customers), kind: source.kind, ...size, measurements };
}

async function startFor(
  source: WorldSource,
  subject: Subject,
  { workerFlags = [] }: WorldOptions,
): Promise<Environment> {
  return Environment.start({
    world: source,
    functions: subject === 'Sync Sam' ? SYNC_FUNCTIONS : NO_SYNC_FUNCTIONS,
    workerFlags,
    servicesFlags: SERVICES_FLAGS,
  });
}

/** The raw load can only ever do a first sync; a file's rows are not those that changes are made for. */
function phasesOf({ kind }: WorldSource, subject: Subject): readonly Phase[] {
  if (subject === 'raw load') return PHASES.slice(0, 1);
  return kind === 'transactions' ? PHASES.slice(0, 2) : PHASES;
}

function nameOf(source: WorldSource, customers: number): string {
  const size = `${customers.toLocaleString('en-US')} customers`;
  return source.kind === 'transactions' ? `${basename(source.file)}, ${size}` : size;
}

function summarise(subject: Subject, phase: Phase, repetitions: readonly SyncMeasured[]): Measurement {
  const all = repetitions.map(({ figures }) => figures);
  const of = (name: keyof Figures) => median(all.map((figures) => figures[name]));
  const whole = (name: keyof Figures) => Math.round(of(name));
  const seconds = all.map((figures) => figures.seconds);
  const lowestWrites: WriteBound | null = repetitions[0]?.lowestWrites ?? null;
  return {
    subject,
    phase,
    repetitions: repetitions.length,
    median: {
      reads: whole('reads'),
      writes: whole('writes'),
      deletes: whole('deletes'),
      dollars: of('dollars'),
      dataWrites: whole('dataWrites'),
      triggerEvents: whole('triggerEvents'),
      pubsubMessages: whole('pubsubMessages'),
      posRequests: whole('posRequests'),
      seconds: of('seconds'),
      runSeconds: of('runSeconds'),
      recordsPerSecond: of('recordsPerSecond'),
      cpuSeconds: of('cpuSeconds'),
      triggerCpuSeconds: of('triggerCpuSeconds'),
      peakHeapBytes: whole('peakHeapBytes'),
      peakRssBytes: whole('peakRssBytes'),
    },
    fastestSeconds: Math.min(...seconds),
    slowestSeconds: Math.max(...seconds),
    lowestWrites,
  };
}
