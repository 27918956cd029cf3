/**
 * Sends everything that is written to stdout (the functions' logs, a library's chatter) to stderr, and returns the only
 * way that is left to write a line to stdout.
 */
export function reserveStdout(): (line: string) => void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return (line) => void write(`${line}\n`);
}
