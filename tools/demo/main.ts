import { reserveStdout } from '../terminal/reserveStdout';
import type { DemoReport, WhileOpen } from './demo';
import { describeOpen, environmentOf, openBrowser } from './open';
import { parseOptions } from './options';
import { openProgress } from '../terminal/progress';

async function main(): Promise<boolean> {
  const { json, open, verbose, ...options } = parseOptions(process.argv.slice(2));
  const answer = reserveStdout();
  // Ends through an exit, which removes the temporary secrets.
  process.once('SIGINT', () => process.exit(130));
  const progress = await openProgress();
  progress.begin('starting Firestore, Pub/Sub, the functions and the points of sale');
  try {
    const { runDemo } = await import('./demo');
    const { describeReport } = await import('./report');
    const tell = (report: DemoReport) =>
      answer(json ? JSON.stringify(report) : describeReport(report, verbose));
    const whileOpen: WhileOpen = (report, url) => {
      tell(report);
      process.stderr.write(describeOpen(url, environmentOf(process.env)));
      if (process.stderr.isTTY) void openBrowser(`${url}/console/`);
      // Ctrl-C ends the process.
      return new Promise(() => undefined);
    };
    const report = await runDemo(options, progress, open ? whileOpen : undefined);
    tell(report);
    return report.ok;
  } catch (error) {
    progress.end(error instanceof Error ? error.message : String(error), false);
    return false;
  }
}

// The functions' own clients keep connections open, so the process would not end by itself.
void main().then((ok) => process.exit(ok ? 0 : 1));
