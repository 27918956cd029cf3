import * as fc from 'fast-check';
import { clearScreen, safeJson, safeText, styled, withinLine } from '../../terminal/safeText';

/** Sets the clipboard, clears the screen, colors, C1, turns text around, hides, breaks lines. */
const HOSTILE = [
  ...[
    '\u001b]52;c;cm0gLXJm\u0007',
    '\u001b[2J',
    '\u001b[31m',
    '\u009b2J',
    '\u009d52;c;x\u009c',
    '\b\b',
    '\r',
  ],
  ...[
    '\u007f',
    '\u202etxt.exe',
    '\u2066x\u2069',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\ud800',
    '\u{e0041}',
    '\ue000',
  ],
];
const OBEYED = /[^\P{C}\n\t]|[\u2028\u2029]/u;

describe('safeText', () => {
  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))(
    'leaves nothing to obey of %s',
    (_name, text) => {
      expect(safeText(`a ${text} b`)).not.toMatch(OBEYED);
      expect(safeText(`a ${text} b`)).toMatch(/^a .*\\u[0-9a-f]{4}.* b$/);
      expect(withinLine(text)).not.toMatch(OBEYED);
    },
  );

  it('leaves lines, and ordinary text of any language, as they are', () => {
    const text = 'Søren O’Brien\n\tدانيال 李 🌿 ✔ ✖';
    expect(safeText(text)).toBe(text);
    expect(withinLine('one\r\ntwo')).toBe('one\\u000d\\u000atwo');
  });

  it('shows the styles of this process, where there are any, and no others', () => {
    const text = styled('green', 'fine \u001b[31m');
    // In a pipe, as here, there are none.
    expect(safeText(text)).toBe('fine \\u001b[31m');
    expect(safeText(withinLine(text))).toBe('fine \\u001b[31m');
    expect(safeText(clearScreen)).toBe('\u001b[H\u001b[2J');
  });

  it('is the same when it is done twice, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = safeText(text);
        expect(safe).not.toMatch(OBEYED);
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });
});

describe('safeJson', () => {
  it('is the same value in plain text', () => {
    const value = { [HOSTILE.join('')]: HOSTILE };
    expect(safeJson(value)).not.toMatch(OBEYED);
    expect(JSON.parse(safeJson(value))).toEqual(value);
    expect(safeJson(value)).toContain('\\u009b2J');
  });
});
