import type { TenantCheck } from '../check/check';
import type { Change, Finding } from '../check/findings';
import type { Area } from '../check/inventory';
import type { StreamSummary } from '../check/samples';
import { plural } from './format';
import { whole } from '../../terminal/whole';
import { style } from './style';
import { paragraph, table } from './table';

/** Reasons shown of one stream; `--json` has all. */
const SHOWN_REASONS = 5;

const MARKS: Readonly<Record<Finding['level'], string>> = {
  ok: style.good('✔'),
  note: style.faint('·'),
  warning: style.warn('!'),
  failure: style.bad('✖'),
};

/** @param columns Of the terminal, by default its own. Commands are longer if they must be, so that they can be copied. */
export function describeCheck(check: TenantCheck, columns?: number): string {
  const line = (mark: string, text: string) => paragraph(mark, text, columns);
  const blocks = [
    check.findings.map(({ level, topic, text }) => line(MARKS[level], `${style.strong(topic)}: ${text}`)),
    locationLines(check, columns),
    areaLines(check.areas, columns),
    statusLines(check, columns),
    rateLines(check, line),
    Object.entries(check.streams).flatMap(([stream, summary]) => reasonLines(stream, summary, line)),
    endLines(check, line),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function locationLines({ locations }: TenantCheck, columns?: number): string[] {
  if (locations.length === 0) return [];
  const answer = { true: 'yes', false: 'no', null: '' } as const;
  return [
    table(
      locations,
      [
        { head: 'location', value: ({ id }) => id },
        { head: 'name', value: ({ name }) => name ?? '' },
        { head: 'time zone', value: ({ timeZone }) => timeZone ?? '' },
        { head: 'active', value: ({ active }) => answer[`${active}`] },
      ],
      columns,
    ),
  ];
}

function areaLines(areas: readonly Area[], columns?: number): string[] {
  if (areas.length === 0) return [];
  return [
    table(
      areas,
      [
        { head: 'area', value: ({ name }) => name ?? '(none)' },
        { head: 'type', value: ({ type }) => type ?? '' },
        { head: 'rows', align: 'right', value: ({ rows }) => whole(rows) },
        { head: 'units', align: 'right', value: ({ units }) => whole(units) },
        { head: 'on the menu', align: 'right', value: ({ sold }) => whole(sold) },
      ],
      columns,
    ),
  ];
}

function statusLines({ statuses }: TenantCheck, columns?: number): string[] {
  if (statuses.length === 0) return [];
  return [
    table(
      statuses,
      [
        { head: 'status word', value: ({ word }) => word ?? '(none)' },
        { head: 'is', value: ({ status }) => (status === 'unknown' ? style.warn(status) : status) },
        { head: 'orders', align: 'right', value: ({ orders }) => whole(orders) },
      ],
      columns,
    ),
  ];
}

function rateLines(
  { streams, envelopes }: TenantCheck,
  line: (mark: string, text: string) => string,
): string[] {
  return Object.entries(streams).flatMap(([stream, { fillRates }]) => {
    const rates = Object.entries(fillRates).map(([field, share]) => `${field} ${Math.round(share * 100)} %`);
    const envelope = envelopes[stream] === undefined ? '' : ` They come as ${envelopes[stream]}.`;
    return rates.length === 0 ? [] : [line(' ', `${style.strong(stream)}: ${rates.join(', ')}.${envelope}`)];
  });
}

function reasonLines(
  stream: string,
  { quarantined: { reasons } }: StreamSummary,
  line: (mark: string, text: string) => string,
): string[] {
  const shown = reasons.slice(0, SHOWN_REASONS);
  const more = reasons.length - shown.length;
  return [
    ...shown.map(({ reason, rows }) =>
      line('·', `${plural(rows, `row of ${stream}`, `rows of ${stream}`)}: ${reason}`),
    ),
    ...(more > 0 ? [line(' ', `and ${plural(more, 'more reason')}`)] : []),
  ];
}

function endLines(
  { orgId, ok, paused, changes }: TenantCheck,
  line: (mark: string, text: string) => string,
): string[] {
  const verdict = ok
    ? line(style.good('✔'), `${orgId} is ready for its first sync.${paused ? ' It is paused.' : ''}`)
    : line(style.bad('✖'), `${orgId} isn't ready for its first sync.`);
  return [...changes.flatMap((change) => changeLines(change, line)), verdict];
}

function changeLines({ what, command }: Change, line: (mark: string, text: string) => string): string[] {
  return [line('→', what), ...(command === null ? [] : [`   $ ${command}`])];
}
