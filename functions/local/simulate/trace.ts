/** The readable record of a seed: one line for each thing that happened, in virtual time. */
export class Trace {
  private readonly lines: string[] = [];

  constructor(private readonly now: () => number) {}

  add(line: string): void {
    this.lines.push(`${new Date(this.now()).toISOString().slice(5, 23)} ${line}`);
  }

  /** The last lines, oldest first. */
  last(count: number): string[] {
    return this.lines.slice(-count);
  }

  get text(): string {
    return this.lines.join('\n');
  }
}
