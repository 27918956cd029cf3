/** Turns what commands printed into text that is the same in each recording: free ports, ids and times of the day differ. */
export class Recording {
  readonly #blocks: string[] = [];
  #lines: string[] = [];
  readonly #letters = new Map<string, string>();

  /** @param replaced Texts of this recording, with what stands for each. */
  constructor(private readonly replaced: Readonly<Record<string, string>>) {}

  tell(text: string): void {
    this.#endBlock();
    this.#blocks.push(text);
  }

  command(line: string, { stdout, stderr, code }: { stdout: string; stderr: string; code: number }): void {
    // Progress is for people who wait: how many lines of it there are depends on the time it takes.
    const faults = stderr.split('\n').filter((text) => text.startsWith('error: ') || text.startsWith('(Did'));
    const told = [stdout.trimEnd(), ...faults].filter((text) => text !== '');
    const exit = code === 0 ? [] : [`# exit code ${code}`];
    this.#lines.push(
      ...[`$ npm run sam -- ${line} --emulator`, ...told, ...exit, ''].map((text) => this.#steady(text)),
    );
  }

  /** The recording as Markdown. */
  text(): string {
    this.#endBlock();
    return this.#blocks.join('\n\n');
  }

  #endBlock(): void {
    if (this.#lines.length === 0) return;
    this.#blocks.push(`\`\`\`console\n${this.#lines.join('\n').trimEnd()}\n\`\`\``);
    this.#lines = [];
  }

  #steady(text: string): string {
    let steady = text;
    for (const [found, stands] of Object.entries(this.replaced)) steady = steady.replaceAll(found, stands);
    return steady
      .replaceAll(/\b[0-9a-f]{32}\b/g, (id) => this.#letterNumber(id))
      .replaceAll(/( \d\d):\d\dZ/g, '$1:00Z')
      .replaceAll(/\b\d+ (seconds?|minutes?) ago/g, '1 minute ago');
  }

  #letterNumber(id: string): string {
    const known = this.#letters.get(id) ?? String(this.#letters.size + 1).padStart(32, '0');
    this.#letters.set(id, known);
    return known;
  }
}
