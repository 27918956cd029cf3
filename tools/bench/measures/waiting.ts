import type { Progress } from '../../terminal/progress';
import { billedSeconds, dollarsOfSync, shareOf, type FunctionUse, type InstanceSize } from '../costs';
import { Environment, NO_SYNC_FUNCTIONS, SYNC_FUNCTIONS } from '../environment';
import type { Subject } from '../figures';
import {
  type PosAnswers,
  WAITING_SUBJECTS,
  type WaitingResult,
  type WaitingRow,
  type WaitingSubject,
} from '../waiting';
import { declaredInstances } from './declaredInstances';
import { median } from './median';
import { currentMoment } from './moment';
import { monthsOf } from './months';
import { buildFunctions, secondsToLoad, STAGE_MODULES } from './start';
import { measureSync, type SyncMeasured } from './sync';

/** As a real shop's: small pages, and large ones. */
const PAGE_SIZES = [100, 1_000];

const STARTS = 5;

/** What the instances of all functions had before they were chosen one by one; the others of a baseline are one such function. */
const USUAL_INSTANCE: InstanceSize = { cpu: 1, memoryGibibytes: 0.5 };

/** How the pipeline read before it fetched pages side by side. */
const ONE_AT_A_TIME = { pageSize: 100, requestsInFlight: 1 };

/** Tenants that are synced at the same moment as the one that is measured, and share its instances. */
const CROWDS: Partial<Record<WaitingSubject, readonly string[]>> = {
  'Sync Sam, two tenants at once': ['second'],
  'Sync Sam, four tenants at once': ['second', 'third', 'fourth'],
};

interface Measured extends SyncMeasured {
  peakInFlight: number;
}

/**
 * Measures syncs that find nothing changed, at a POS that takes as long as a real one. Each call of a function logs in and reads its
 * secrets for itself, as at one call in half an hour.
 */
export async function measureWaiting(
  options: { customers: number; answerMilliseconds: number; repetitions: number },
  progress: Progress,
): Promise<WaitingResult> {
  const when = currentMoment();
  await buildFunctions();
  const starts: number[] = [];
  for (let start = 0; start < STARTS; start += 1) starts.push(await secondsToLoad(STAGE_MODULES));
  const startCpuSeconds = median(starts);

  const scenarios = [
    ...PAGE_SIZES.map((largestPage) => ({ largestPage, answerMilliseconds: options.answerMilliseconds })),
    { largestPage: Math.max(...PAGE_SIZES), answerMilliseconds: 0 },
  ];
  const found = new Map<string, Measured[]>();
  let size = { customers: 0, orders: 0, items: 0 };
  for (let repetition = 1; repetition <= options.repetitions; repetition += 1) {
    for (const subject of WAITING_SUBJECTS) {
      const environment = await startFor(options.customers, subject);
      try {
        const { customers, orders, items } = environment.size;
        size = { customers, orders, items };
        progress.update(`${subject}, first sync (${repetition} of ${options.repetitions})`);
        await environment.pos.call('answer', { answerMilliseconds: 0, largestPage: Math.max(...PAGE_SIZES) });
        await measureSync(environment, kindOf(subject), 'first sync');
        // A tenant remembers how many rows the POS gives, until a sync of mode full: the smallest pages come last.
        let largestPage = Math.max(...PAGE_SIZES);
        for (const answers of scenarios.toSorted((a, b) => b.largestPage - a.largestPage)) {
          const key = keyOf(subject, answers);
          if (answers.largestPage !== largestPage) {
            ({ largestPage } = answers);
            progress.update(`${subject}, first sync with ${largestPage} rows a page`);
            await environment.pos.call('answer', { answerMilliseconds: 0, largestPage });
            await measureSync(environment, kindOf(subject), 'no change');
          }
          progress.update(`${key} (${repetition} of ${options.repetitions})`);
          found.set(key, [...(found.get(key) ?? []), await measureQuiet(environment, subject, answers)]);
        }
      } finally {
        await environment.stop();
      }
    }
  }

  const instances = await declaredInstances();
  const rows = WAITING_SUBJECTS.flatMap((subject) =>
    scenarios.map((answers) =>
      summarise(subject, answers, found.get(keyOf(subject, answers)) ?? [], instances, startCpuSeconds),
    ),
  );
  return { ...when, ...size, startCpuSeconds, rows, months: monthsOf(rows) };
}

function keyOf(subject: WaitingSubject, { answerMilliseconds, largestPage }: PosAnswers): string {
  return `${subject}, ${answerMilliseconds} ms a request, ${largestPage} rows a page`;
}

function kindOf(subject: WaitingSubject): Subject {
  return subject === 'read and compare' || subject === 'blind upsert' ? subject : 'Sync Sam';
}

async function startFor(customers: number, subject: WaitingSubject): Promise<Environment> {
  const isBaseline = kindOf(subject) !== 'Sync Sam';
  return Environment.start({
    world: { kind: 'roster', customers },
    functions: isBaseline ? NO_SYNC_FUNCTIONS : SYNC_FUNCTIONS,
    freshSessions: true,
    ...(!isBaseline && subject !== 'one page at a time' && { credentialsInOneSecret: true }),
    crowd: CROWDS[subject] ?? [],
    ...((isBaseline || subject === 'one page at a time') && { pos: ONE_AT_A_TIME }),
  });
}

/** One sync that finds nothing changed. The POS takes no time until then: the process at work is warmed up meanwhile. */
async function measureQuiet(
  environment: Environment,
  subject: WaitingSubject,
  answers: PosAnswers,
): Promise<Measured> {
  await environment.pos.call('answer', { answerMilliseconds: 0, largestPage: answers.largestPage });
  const measured = await measureSync(environment, kindOf(subject), 'no change', {
    isRecent: subject === 'Sync Sam, recent changes',
    onWarm: async () => {
      await environment.pos.call('answer', answers);
    },
  });
  const { peakInFlight } = await environment.pos.call('requests', {});
  return { ...measured, peakInFlight };
}

function summarise(
  subject: WaitingSubject,
  answers: PosAnswers,
  repetitions: readonly Measured[],
  instances: ReadonlyMap<string, InstanceSize>,
  startCpuSeconds: number,
): WaitingRow {
  const figure = (of: (measured: Measured) => number) => median(repetitions.map(of));
  const whole = (of: (measured: Measured) => number) => Math.round(figure(of));
  const isOwn = subject.startsWith('Sync Sam');
  const tenants = 1 + (CROWDS[subject] ?? []).length;
  const names = [...new Set(repetitions.flatMap(({ calls }) => calls.map(({ name }) => name)))];
  const functions = names.map((name): FunctionUse => {
    const of = (field: 'calls' | 'seconds' | 'cpuSeconds') =>
      figure(({ calls }) => calls.find((one) => one.name === name)?.[field] ?? 0);
    return {
      name,
      calls: Math.round(of('calls')),
      seconds: of('seconds'),
      cpuSeconds: of('cpuSeconds'),
      ...((isOwn ? instances.get(name) : undefined) ?? USUAL_INSTANCE),
    };
  });
  const billed = {
    reads: whole(({ figures }) => figures.reads),
    writes: whole(({ figures }) => figures.writes),
    deletes: whole(({ figures }) => figures.deletes),
  };
  const messages = whole(({ figures }) => figures.pubsubMessages);
  const secretReads = whole((one) => one.secretReads);
  return {
    ...answers,
    subject,
    repetitions: repetitions.length,
    wallSeconds: figure(({ figures }) => figures.seconds),
    posRequests: whole(({ figures }) => figures.posRequests),
    peakInFlight: Math.max(...repetitions.map((one) => one.peakInFlight)),
    reads: billed.reads,
    writes: billed.writes,
    dataWrites: whole(({ figures }) => figures.dataWrites),
    messages,
    secretReads,
    functions: functions.map((one) => ({ ...one, billedSeconds: billedSeconds(one, startCpuSeconds) })),
    peakHeapBytes: whole(({ figures }) => figures.peakHeapBytes),
    dollars: shareOf(dollarsOfSync({ billed, messages, secretReads, functions }, startCpuSeconds), tenants),
  };
}
