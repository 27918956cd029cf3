import { styleText } from 'node:util';

/** Colours of stdout, where it is a terminal and NO_COLOR doesn't forbid them. */
export const style = {
  good: (text: string) => styleText('green', text),
  bad: (text: string) => styleText('red', text),
  warn: (text: string) => styleText('yellow', text),
  faint: (text: string) => styleText('dim', text),
  strong: (text: string) => styleText('bold', text),
};
