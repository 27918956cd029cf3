import { dollarsOfMonth } from '../costs';
import type { WaitingMonth, WaitingRow, WaitingSubject } from '../waiting';

/** Full syncs in 30 days, and runs for recent changes between them. */
const SYNCS = 48 * 30;
const RECENT = (144 - 48) * 30;

/** User name, password, PIN and location; or all of them in one. */
const secretVersionsOf = (name: string): number => (name.startsWith('Sync Sam') ? 1 : 4);

/** What a tenant where nothing changes costs a month, all in, at each POS. */
export function monthsOf(rows: readonly WaitingRow[]): WaitingMonth[] {
  return rows.flatMap(({ subject, answerMilliseconds, largestPage, dollars }) => {
    const answers = { answerMilliseconds, largestPage };
    const find = (other: WaitingSubject) =>
      rows.find(
        (row) =>
          row.subject === other &&
          row.answerMilliseconds === answerMilliseconds &&
          row.largestPage === largestPage,
      );
    if (subject !== 'Sync Sam, recent changes')
      return [
        {
          ...answers,
          name: subject,
          dollars: dollarsOfMonth([{ dollars, times: SYNCS }], secretVersionsOf(subject)),
        },
      ];
    const full = find('Sync Sam');
    if (full === undefined) return [];
    const both = [
      { dollars: full.dollars, times: SYNCS },
      { dollars, times: RECENT },
    ];
    return [
      {
        ...answers,
        name: 'Sync Sam, and recent changes',
        dollars: dollarsOfMonth(both, secretVersionsOf(subject)),
      },
    ];
  });
}
