import { figureTable } from '../../docs/markdown';
import type { WaitingMonth, WaitingResult, WaitingRow } from '../waiting';
import { dollars, whole } from './format';

const HEAD = [
  '',
  '',
  'runs',
  'POS',
  'at once',
  'wall s',
  'instance s',
  'CPU s',
  'reads',
  'writes',
  'dollars',
];

/** What was found at a POS that takes its time: syncs, the stages of Sync Sam, and months. */
export function waitingTables({
  rows,
  months,
}: WaitingResult): { title: string; head: string[]; rows: string[][]; texts: number }[] {
  return [
    {
      title: 'One sync that finds nothing changed',
      head: HEAD,
      rows: rows.map((row) => [
        answersOf(row),
        row.subject,
        `${row.repetitions}×`,
        whole(row.posRequests),
        whole(row.peakInFlight),
        row.wallSeconds.toFixed(2),
        sum(row, 'billedSeconds').toFixed(1),
        sum(row, 'cpuSeconds').toFixed(2),
        whole(row.reads),
        whole(row.writes),
        dollars(row.dollars.total),
      ]),
      texts: 3,
    },
    {
      title: 'Its functions',
      head: ['', '', 'vCPU', 'MiB', 'wall s', 'CPU s', 'billed s'],
      rows: rows.filter(({ subject }) => subject.startsWith('Sync Sam')).flatMap(functionRows),
      texts: 2,
    },
    {
      title: 'A month of one tenant, all in, in dollars',
      head: ['', '', 'instances', 'Firestore', 'Pub/Sub', 'secrets', 'in all'],
      rows: months.map(monthRow),
      texts: 2,
    },
  ];
}

/** The same for docs/performance.md. */
export function waitingText(waiting: WaitingResult): string[] {
  return waitingTables(waiting).flatMap(({ title, head, rows, texts }) => [
    `**${title}**`,
    figureTable([head, ...rows], texts),
  ]);
}

function functionRows(row: WaitingRow): string[][] {
  return row.functions.map((one, position) => [
    position === 0 ? `${row.subject}: ${answersOf(row)}` : '',
    one.name,
    String(Math.round(one.cpu * 100) / 100),
    whole(one.memoryGibibytes * 1024),
    one.seconds.toFixed(2),
    one.cpuSeconds.toFixed(2),
    one.billedSeconds.toFixed(1),
  ]);
}

function monthRow(month: WaitingMonth): string[] {
  const { instances, firestore, messages, secrets, total } = month.dollars;
  return [
    answersOf(month),
    month.name,
    ...[instances, firestore, messages, secrets, total].map((one) => one.toFixed(3)),
  ];
}

function answersOf({
  answerMilliseconds,
  largestPage,
}: {
  answerMilliseconds: number;
  largestPage: number;
}): string {
  return `${answerMilliseconds} ms, ${whole(largestPage)} rows`;
}

function sum({ functions }: WaitingRow, name: 'billedSeconds' | 'cpuSeconds'): number {
  return functions.reduce((total, one) => total + one[name], 0);
}
