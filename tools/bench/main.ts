import { openProgress } from '../terminal/progress';
import { reserveStdout } from '../terminal/reserveStdout';
import { runBenchmark } from './benchmark';
import { parseOptions } from './options';
import { saveResults } from './report/save';
import { describeResults } from './report/table';

async function main(): Promise<boolean> {
  const options = parseOptions(process.argv.slice(2));
  const answer = reserveStdout();
  const progress = await openProgress();
  try {
    const results = await runBenchmark(options, progress, async (found) => {
      if (options.save) await saveResults(found);
    });
    answer(options.json ? JSON.stringify(results) : describeResults(results));
    return results.targets.every(({ exact, met }) => !exact || met !== false);
  } catch (error) {
    progress.end(error instanceof Error ? error.message : String(error), false);
    return false;
  }
}

void main().then((ok) => process.exit(ok ? 0 : 1));
