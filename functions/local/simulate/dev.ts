import { prepareEnvironment } from './environment';
const environment = prepareEnvironment({ stackTraces: process.argv[4] === 'stack' });
async function main() {
  const { loadSubject, SOURCE_ROOT } = await import('./runtime/subject');
  const { Simulator } = await import('./simulator');
  const simulator = new Simulator(environment);
  const subject = await loadSubject(SOURCE_ROOT);
  const from = Number(process.argv[2] ?? 1),
    count = Number(process.argv[3] ?? 1);
  const begin = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  let commits = 0,
    invocations = 0,
    failed = 0;
  for (let seed = from; seed < from + count; seed++) {
    const result = await simulator.run(seed, subject);
    commits += result.commits;
    invocations += result.invocations;
    if (result.violation) {
      failed++;
      console.log(seed, result.violation.detail.slice(0, 600));
    }
    if (count === 1 || process.argv[4] === 'trace') console.log(result.trace.text);
  }
  const used = process.cpuUsage(cpu);
  console.log({
    count,
    failed,
    cpuMs: (used.user + used.system) / 1000 / count,
    ms: Number(process.hrtime.bigint() - begin) / 1e6 / count,
    commits: commits / count,
    invocations: invocations / count,
  });
}
main().then(
  () => process.exit(0),
  (e) => {
    console.error(e);
    process.exit(1);
  },
);
