import { reserveStdout } from '../emulators/reserveStdout';
import { parseOptions } from './options';
import { openProgress } from './progress';

async function main(): Promise<boolean> {
  const { json, ...options } = parseOptions(process.argv.slice(2));
  const answer = reserveStdout();
  // Ends through an exit, which removes the temporary secrets.
  process.once('SIGINT', () => process.exit(130));
  const progress = await openProgress();
  progress.begin('starting Firestore, Pub/Sub, the functions and the points of sale');
  try {
    const { runDemo } = await import('./demo');
    const { describeReport } = await import('./report');
    const report = await runDemo(options, progress);
    answer(json ? JSON.stringify(report) : describeReport(report));
    return report.ok;
  } catch (error) {
    progress.end(error instanceof Error ? error.message : String(error), false);
    return false;
  }
}

// The functions' own clients keep connections open, so the process would not end by itself.
void main().then((ok) => process.exit(ok ? 0 : 1));
