import { plural } from '../text/format';
import { whole } from '../../terminal/whole';
import type { Commands } from './commands';
import type { Days } from './days';
import type { Findings } from './findings';
import type { Area, Prices } from './inventory';
import type { PageSize } from './pageSize';
import type { StreamSummary } from './samples';
import type { StatusWord } from './statuses';

/** The share of rows that can't be used at all from which on a first sync would not be worth much; a few rows say nothing. */
const UNUSABLE_SHARE = 0.1;
const UNUSABLE_ROWS = 10;

/** What the answers mean for a first sync. */
export function judgeStream(
  topic: string,
  { rows, whole: isWhole, quarantined }: StreamSummary,
  findings: Findings,
): void {
  const { unusable, partly } = quarantined;
  if (rows === 0) {
    findings.add(topic, 'warning', 'The POS has none. Is it the right location and account?');
    return;
  }
  const looked = isWhole ? `All ${whole(rows)} rows` : `The first ${whole(rows)} rows`;
  const level =
    unusable > Math.max(UNUSABLE_ROWS, rows * UNUSABLE_SHARE)
      ? 'failure'
      : unusable + partly > 0
        ? 'note'
        : 'ok';
  const text =
    unusable + partly === 0
      ? `${looked} can be used.`
      : `${looked}: ${whole(unusable)} can't be used, ${whole(partly)} only in part. They'll be in quarantine.`;
  const change = {
    what: `Have the ${topic} corrected at the POS, or report what is wrong with them: too many can't be used.`,
    command: null,
  };
  findings.add(topic, level, text, level === 'failure' ? change : undefined);
}

/** Syncs stop where rows of the inventory are missing, because an item that isn't there would be removed. */
export function judgeIncomplete(received: number, announced: number | null, findings: Findings): void {
  const all = announced === null ? 'an unknown number' : whole(announced);
  findings.add(
    'inventory',
    'failure',
    `The POS sent ${whole(received)} rows of ${all}. Syncs stop at that.`,
    {
      what: "Ask the POS's support why its inventory is incomplete.",
      command: null,
    },
  );
}

export function judgeStatuses(statuses: readonly StatusWord[], findings: Findings): void {
  const unknown = statuses.filter(({ status }) => status === 'unknown');
  if (statuses.length === 0) return;
  if (unknown.length === 0) {
    findings.add('statuses', 'ok', `Each of the ${plural(statuses.length, 'status word')} is known.`);
    return;
  }
  const orders = unknown.reduce((sum, { orders: count }) => sum + count, 0);
  const words = unknown.map(({ word }) => (word === null ? 'none' : `"${word}"`)).join(', ');
  findings.add(
    'statuses',
    'warning',
    `${plural(orders, 'order has', 'orders have')} a status that isn't known (${words}) and will count as sales.`,
    { what: 'Report the unknown status words, unless such orders are sales.', command: null },
  );
}

export function judgeInventory(
  areas: readonly Area[],
  prices: Prices,
  commands: Commands,
  findings: Findings,
): void {
  if (areas.length > 0) {
    const units = areas.reduce((sum, area) => sum + area.units, 0);
    const onMenu = areas.reduce((sum, area) => sum + area.sold, 0);
    const text = `${whole(onMenu)} of ${whole(units)} units, in ${plural(areas.length, 'area')}, would be on the menu.`;
    const none = {
      what: 'Name the areas that sell, spelled as in the table below. None of them does now.',
      command: commands.set('sellable-area', 'AREA'),
    };
    if (onMenu === 0 && units > 0) findings.add('areas', 'failure', text, none);
    else findings.add('areas', 'ok', text);
  }
  if (prices.rows === 0) return;
  const unpriced = prices.rows - prices.retail - prices.otd + prices.both;
  const ratio = prices.ratio === null ? '' : ` With tax is ${prices.ratio} times before tax.`;
  findings.add(
    'prices',
    unpriced > prices.rows / 2 ? 'warning' : 'ok',
    `Before tax: ${whole(prices.retail)} of ${plural(prices.rows, 'row')}; with tax: ${whole(prices.otd)}; neither: ${whole(unpriced)}.${ratio} ${whole(prices.useOtd)} charge the price with tax.`,
  );
}

export function judgePageSize({ rows, kind, refused }: PageSize, findings: Findings): void {
  const refusals = refused.length === 0 ? '' : ` It refuses ${refused.map(whole).join(' and ')}.`;
  const said = {
    given: `The POS gives pages of ${whole(rows)} rows.`,
    capped: `The POS gives pages of at most ${whole(rows)} rows.`,
    everything: `All ${whole(rows)} customers came in one page, so the POS's largest page isn't known.`,
    ignored: `The POS ignores the page size: it sent ${whole(rows)} rows in one page.`,
    refused: 'Pages of 100 rows are what the POS takes.',
  }[kind];
  findings.add('page size', kind === 'ignored' ? 'note' : 'ok', `${said}${refusals}`);
}

export function judgeDays(days: Days | null, findings: Findings): void {
  if (days === null) {
    findings.add('days', 'note', 'No past day with orders can tell whether the last day of a window counts.');
    return;
  }
  const { day, endInclusive, daysOf } = days;
  if (endInclusive === null)
    findings.add('days', 'warning', `The orders of ${day} alone are neither all of that day's nor none.`);
  else if (!endInclusive)
    findings.add(
      'days',
      'note',
      `The last day of a window isn't part of it (asked for ${day} alone). Syncs ask for a day more.`,
    );
  else {
    const whose = { shop: "the shop's", utc: "UTC's, not the shop's" };
    const told = daysOf === null ? "can't tell whose days they are" : `days are ${whose[daysOf]}`;
    findings.add(
      'days',
      daysOf === 'utc' ? 'note' : 'ok',
      `The last day of a window is part of it; ${told}.`,
    );
  }
}
