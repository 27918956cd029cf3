import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  cat: string;
  pid: number;
  tid: number;
  /** Processor time of the thread, in microseconds. */
  tdur?: number;
  args?: { name?: string };
}

/**
 * What each task of a page's main thread takes while something is done with the page: processor time in milliseconds, the longest
 * first. (The time on the wall, which browsers call a long task, is the same on a machine that does nothing else, and says
 * little on one that does.)
 */
export async function mainThreadTasks(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(
      ({ cat, pid, tid, tdur }) => cat === 'toplevel' && tdur !== undefined && threads.has(`${pid} ${tid}`),
    )
    .map(({ tdur = 0 }) => tdur / 1_000)
    .sort((a, b) => b - a);
}
