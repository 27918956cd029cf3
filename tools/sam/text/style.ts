import { styled } from '../../terminal/safeText';

/** Colours of stdout, if it is a terminal and NO_COLOR doesn't forbid them. */
export const style = {
  good: (text: string) => styled('green', text),
  bad: (text: string) => styled('red', text),
  warn: (text: string) => styled('yellow', text),
  faint: (text: string) => styled('dim', text),
  strong: (text: string) => styled('bold', text),
};
