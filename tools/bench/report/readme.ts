import type { Measurement, Phase, Subject, WorldResult } from '../figures';
import type { BenchResults } from '../results';
import { dollars, times, whole } from './format';
import { figureTable } from '../../docs/markdown';

/** The dispensary whose figures the README shows. */
const SHOWN_CUSTOMERS = 3_004;
const SHOWN_PHASES: readonly Phase[] = ['no change', '1 % changed', 'first sync'];
const SHOWN_SUBJECTS: readonly Subject[] = ['Sync Sam', 'read and compare', 'blind upsert'];

/** What the README says of costs. */
export function readmeText({ worlds }: Pick<BenchResults, 'worlds'>): string {
  const world = worlds.find(({ customers }) => customers === SHOWN_CUSTOMERS);
  if (world === undefined)
    return `Not measured yet: \`npm run bench -- --customers ${SHOWN_CUSTOMERS} --save\`.`;
  const rows = SHOWN_PHASES.flatMap((phase) => SHOWN_SUBJECTS.map((subject) => rowOf(world, phase, subject)));
  const size = `${whole(world.customers)} customers, ${whole(world.orders)} orders and ${whole(world.items)} items`;
  return [
    `One sync of ${size}, at Firestore's list prices:`,
    '',
    figureTable([['', '', 'reads', 'writes', 'dollars', 'times Sync Sam'], ...rows], 2),
  ].join('\n');
}

function rowOf(world: WorldResult, phase: Phase, subject: Subject): string[] {
  const { median } = found(world, phase, subject);
  const ratio = median.dollars / found(world, phase, 'Sync Sam').median.dollars;
  const isOwn = subject === 'Sync Sam';
  return [
    isOwn ? phase : '',
    subject,
    whole(median.reads),
    whole(median.writes),
    dollars(median.dollars),
    isOwn ? '' : times(ratio),
  ];
}

function found({ name, measurements }: WorldResult, phase: Phase, subject: Subject): Measurement {
  const measurement = measurements.find((one) => one.phase === phase && one.subject === subject);
  if (measurement === undefined)
    throw new Error(`There is no measurement of ${subject}, ${phase}, for ${name}.`);
  return measurement;
}
