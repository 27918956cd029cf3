import { callableNames } from '../../../../functions/src/api/registry';
import { createProgram } from '../../../sam/program';
import { commandsOf } from '../../../sam/document/commands';
import { inCommandTerms } from '../../../sam/text/commandTerms';
import { plainProgress } from '../../../terminal/progress';

const program = createProgram({
  print: jest.fn(),
  warn: jest.fn(),
  reply: jest.fn(),
  openProgress: () => Promise.resolve(plainProgress(jest.fn())),
});

describe('inCommandTerms', () => {
  it('names commands and options in place of callables and their input', () => {
    expect(inCommandTerms("Run a sync with mode 'full' to rewrite it.")).toBe(
      'Run a sync with --full to rewrite it.',
    );
    expect(inCommandTerms('Ask one, or leave forceMenu out.')).toBe('Ask one, or leave --force-menu out.');
    expect(inCommandTerms('Use `requestBackfill` or pauseSync.')).toBe('Use `backfill` or `tenants pause`.');
  });

  it('names commands that there are', () => {
    const lines = commandsOf(program).map(({ line }) => line);
    for (const name of callableNames) {
      const [, command] = /^`(.+)`$/.exec(inCommandTerms(name)) ?? [];
      if (command !== undefined) expect(lines).toContain(command);
    }
  });
});
