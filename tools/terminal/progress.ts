import type { Ora } from 'ora';
import { safeText } from './safeText';

/** Tells people who wait what's going on, on stderr. */
export interface Progress {
  /** Something new begins. */
  begin(text: string): void;
  /** How far it is; may be called often. */
  update(text: string): void;
  /** Something that should stay to be read. */
  line(text: string): void;
  /** What began is over. */
  end(text: string, ok: boolean): void;
}

/** Between two updates on plain lines, in milliseconds. */
const UPDATE_INTERVAL = 2_000;

/** Plain lines, for logs and CI. */
export function plainProgress(
  write: (line: string) => void,
  clock: () => number = () => performance.now(),
): Progress {
  let lastUpdate = -Infinity;
  const print = (line: string): void => {
    lastUpdate = clock();
    write(line);
  };
  return {
    begin: (text) => print(`${text} …`),
    update: (text) => {
      if (clock() - lastUpdate >= UPDATE_INTERVAL) print(`  ${text}`);
    },
    line: (text) => print(`  ${text}`),
    end: (text, ok) => print(`${ok ? '✔' : '✖'} ${text}`),
  };
}

/** Progress of which no text tells a terminal what to do. */
export function safeProgress(progress: Progress): Progress {
  return {
    begin: (text) => progress.begin(safeText(text)),
    update: (text) => progress.update(safeText(text)),
    line: (text) => progress.line(safeText(text)),
    end: (text, ok) => progress.end(safeText(text), ok),
  };
}

function spinnerProgress(spinner: Ora): Progress {
  let heading = '';
  return {
    begin: (text) => {
      heading = text;
      spinner.start(text);
    },
    update: (text) => {
      spinner.text = `${heading} · ${text}`;
    },
    line: (text) => {
      const { isSpinning, text: running } = spinner;
      spinner.stopAndPersist({ symbol: ' ', text });
      if (isSpinning) spinner.start(running);
    },
    end: (text, ok) => {
      if (ok) spinner.succeed(text);
      else spinner.fail(text);
    },
  };
}

/** A spinner on a terminal, plain lines elsewhere. */
export async function openProgress(): Promise<Progress> {
  const { isTTY, columns } = process.stderr;
  // Some pseudo-terminals are 0 columns wide, over which ora never ends to draw.
  if (!isTTY || columns < 1) return plainProgress((line) => void process.stderr.write(`${line}\n`));
  const { default: ora } = await import('ora');
  return spinnerProgress(ora({ stream: process.stderr, discardStdin: false }));
}
