import { style } from '../../../sam/text/style';
import { safeText } from '../../../terminal/safeText';

// Prints a styled word.
process.stdout.write(safeText(style.bad('no')));
