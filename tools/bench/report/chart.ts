import { init } from 'echarts';
import type { Phase, Subject, WorldResult } from '../figures';
import type { BenchResults } from '../results';
import { dollarsAMonth } from './format';

const WIDTH = 900;
const HEIGHT = 460;

const SHOWN: readonly { subject: Subject; color: string }[] = [
  { subject: 'Sync Sam', color: '#1b7f5c' },
  { subject: 'read and compare', color: '#d99a2b' },
  { subject: 'blind upsert', color: '#b5443c' },
];

/** Where the axis begins. */
const LEAST_DOLLARS = 0.01;

const PHASE: Phase = 'no change';

/** A chart of what a tenant costs a month where nothing changes, by size and way, as SVG. */
export function costChart({ worlds, prices }: Pick<BenchResults, 'worlds' | 'prices'>): string {
  const shown = worlds.filter((world) => dollarsOf(world, 'Sync Sam') !== null);
  // Server-side: no browser and no canvas.
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'sans-serif' },
    title: {
      text: 'What Firestore bills a tenant in 30 days, at a sync every half hour',
      subtext: `nothing changed at the POS · list prices of ${prices.region}, ${prices.date} · logarithmic`,
      left: 'center',
    },
    // Without a browser the width of a text is only estimated.
    legend: { bottom: 0, itemGap: 40 },
    grid: { left: 80, right: 30, top: 80, bottom: 70 },
    xAxis: { type: 'category', data: shown.map(({ name }) => name) },
    yAxis: {
      type: 'log',
      name: 'dollars',
      // Bars of a logarithmic axis begin at 1 otherwise.
      min: LEAST_DOLLARS,
      startValue: LEAST_DOLLARS,
      axisLabel: { formatter: (value: number) => value.toLocaleString('en-US') },
    },
    series: SHOWN.map(({ subject, color }) => ({
      name: subject,
      type: 'bar',
      itemStyle: { color },
      data: shown.map((world) => dollarsAMonth(dollarsOf(world, subject) ?? 0)),
      label: {
        show: true,
        position: 'top',
        formatter: ({ value }: { value: unknown }) => amount(Number(value)),
      },
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return withOwnNumbers(svg);
}

/** Numbers the style classes from 0, where the library counts those of all charts of a process: equal results give equal files. */
function withOwnNumbers(svg: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(/\bzr\d+-cls-\d+\b/g, (name) => {
    const own = names.get(name) ?? `class-${names.size}`;
    names.set(name, own);
    return own;
  });
}

function dollarsOf({ measurements }: WorldResult, subject: Subject): number | null {
  return measurements.find((one) => one.subject === subject && one.phase === PHASE)?.median.dollars ?? null;
}

function amount(value: number): string {
  return value < 10 ? value.toPrecision(2) : Math.round(value).toLocaleString('en-US');
}
