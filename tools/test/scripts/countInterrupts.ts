// Says how often it is interrupted, until a while after the first time.
const timer = setInterval(() => undefined, 60_000);
process.on('SIGINT', () => {
  process.stdout.write(`interrupted with ${process.argv.slice(2).join(' ')}\n`);
  setTimeout(() => clearInterval(timer), 500);
});
process.stdout.write('ready\n');
