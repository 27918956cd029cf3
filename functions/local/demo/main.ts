import { reserveStdout } from '../emulators/reserveStdout';
import { parseOptions } from './options';
import { openProgress } from './progress';

async function main(): Promise<boolean> {
  const options = parseOptions(process.argv.slice(2));
  const answer = reserveStdout();
  // Ends through an exit, which removes the temporary secrets.
  process.once('SIGINT', () => process.exit(130));
  const progress = await openProgress();
  progress.line('starting Firestore, Pub/Sub, the functions and the points of sale');
  const { runDemo } = await import('./demo');
  const { describeReport } = await import('./report');
  const report = await runDemo(options, progress);
  answer(options.json ? JSON.stringify(report) : describeReport(report));
  return report.ok;
}

main().then(
  // The functions' own clients keep connections open, so the process would not end by itself.
  (ok) => process.exit(ok ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
