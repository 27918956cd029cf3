import { PassThrough } from 'node:stream';
import { confirm, type Terminal } from '../../sam/confirm';

function terminal(isTTY: boolean): Terminal & { input: PassThrough; output: PassThrough } {
  return { input: Object.assign(new PassThrough(), { isTTY }), output: new PassThrough() };
}

describe('confirm', () => {
  it.each(['y\n', 'YES\n', ' yes \n'])('goes on at %j', async (answer) => {
    const asked = terminal(true);
    asked.input.write(answer);
    await confirm('It will be erased.', false, asked);
    expect(String(asked.output.read())).toContain('It will be erased. Continue? [y/N] ');
  });

  it.each(['n\n', '\n', 'sure\n'])('does nothing at %j', async (answer) => {
    const asked = terminal(true);
    asked.input.write(answer);
    await expect(confirm('It will be erased.', false, asked)).rejects.toMatchObject({
      code: 'declined',
      exitCode: 1,
    });
  });

  it('takes the end of the input for no', async () => {
    const asked = terminal(true);
    asked.input.end();
    await expect(confirm('It will be erased.', false, asked)).rejects.toMatchObject({ code: 'declined' });
  });

  it('refuses where nobody can be asked', async () => {
    await expect(confirm('It will be erased.', false, terminal(false))).rejects.toMatchObject({
      code: 'not_confirmed',
      exitCode: 2,
      message: "It will be erased. Can't ask for confirmation here. Add --yes to go ahead.",
    });
  });

  it('does not ask where the command line says yes', async () => {
    const asked = terminal(false);
    await confirm('It will be erased.', true, asked);
    expect(asked.output.read()).toBeNull();
  });
});
