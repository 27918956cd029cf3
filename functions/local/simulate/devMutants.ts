import { prepareEnvironment } from './environment';
const environment = prepareEnvironment();
async function main() {
  const { loadSubject } = await import('./runtime/subject');
  const { Simulator } = await import('./simulator');
  const { MUTANTS, mutate } = await import('./mutants');
  const simulator = new Simulator(environment);
  const limit = Number(process.argv[2] ?? 60);
  for (const mutant of MUTANTS.filter(({ name }) => name.includes(process.argv[3] ?? ''))) {
    let sources;
    try {
      sources = await mutate(mutant);
    } catch (e) {
      console.log(String(e));
      continue;
    }
    const subject = await loadSubject(sources.root);
    let line = 'SURVIVED';
    for (let seed = 1; seed <= limit; seed++) {
      const { violation, trace } = await simulator.run(seed, subject);
      if (violation) {
        line = `${seed} ${violation.detail.slice(0, 150)}`;
        if (process.argv[4]) console.log(trace.text);
        break;
      }
    }
    console.log(mutant.name.padEnd(34), line);
    await sources.remove();
  }
}
main().then(
  () => process.exit(0),
  (e) => {
    console.error(e);
    process.exit(1);
  },
);
