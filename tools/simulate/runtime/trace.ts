/** The readable record of a seed: one line for each thing that happened, in virtual time. */
export class Trace {
  private readonly lines: TraceLine[] = [];

  constructor(private readonly now: () => number) {}

  /** @param fields Shown as JSON behind the line; not to be changed afterwards. */
  add(line: string, fields?: object): void {
    this.lines.push({ at: this.now(), line, fields });
  }

  /** The last lines, oldest first. */
  last(count: number): string[] {
    return this.lines.slice(Math.max(0, this.lines.length - count)).map(written);
  }

  get text(): string {
    return this.lines.map(written).join('\n');
  }
}

interface TraceLine {
  at: number;
  line: string;
  fields: object | undefined;
}

function written({ at, line, fields }: TraceLine): string {
  const time = new Date(at).toISOString().slice(5, 23);
  return fields === undefined ? `${time} ${line}` : `${time} ${line} ${JSON.stringify(fields)}`;
}
