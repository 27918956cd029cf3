import type { Command } from 'commander';
import { createProgram } from '../../sam/program';
import { plainProgress } from '../../terminal/progress';

const outlet = {
  print: jest.fn(),
  warn: jest.fn(),
  reply: jest.fn(),
  openProgress: () => Promise.resolve(plainProgress(jest.fn())),
};

/** Parses a command line, whose faults must be found before anything is connected to. Returns what is told of them. */
async function fault(...parameters: string[]): Promise<string> {
  try {
    await createProgram(outlet).parseAsync(parameters, { from: 'user' });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('The command line was accepted');
}

/** The help of each command in a terminal of some width. */
function helps(width: number): string[] {
  return allCommands(createProgram(outlet)).map((command) =>
    command.configureOutput({ getOutHelpWidth: () => width }).helpInformation(),
  );
}

function allCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

describe('createProgram', () => {
  it.each([60, 120])('has help that fits into %d columns', (width) => {
    const lines = helps(width).flatMap((help) => help.split('\n'));
    expect(lines.length).toBeGreaterThan(200);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });

  it.each([
    ['stauts', /unknown command 'stauts'\n\(Did you mean status\?\)/],
    ['tenants ad', /unknown command 'ad'\n\(Did you mean add\?\)/],
    ['status --wach', /unknown option '--wach'\n\(Did you mean --watch\?\)/],
    ['reconcile', /missing required argument 'org'/],
    ['reconcile a/b', /An org id has no spaces and no slashes/],
    ['reconcile shop --from 2026-02-30', /Write a calendar date as YYYY-MM-DD/],
    ['reconcile shop --only menus', /Allowed choices are customers, orders, spending, items/],
    ['explain shop a/b', /Give the POS's number of the customer/],
    ['explain shop 42 --orders 0', /Give a whole number from 1 to 100/],
    ['tenants add shop', /required option '--name <name>' not specified/],
    ['tenants add shop --name Shop --time-zone Mars', /Give an IANA time zone/],
    ['tenants add shop --name Shop --minimum-stock few', /Give a number of units from 0 to 1000000/],
    ['status --watch --json --emulator', /--watch never ends and --json prints one value/],
    ['status --project X', /A project id has 6 to 30/],
    ['status shop another', /too many arguments/],
  ])('refuses %j', async (line, told) => {
    expect(await fault(...line.split(' '))).toMatch(told);
  });

  it('describes every command, its arguments and its options', () => {
    const [, ...commands] = allCommands(createProgram(outlet));
    expect(commands.length).toBeGreaterThan(5);
    for (const command of commands) {
      expect(command.description()).not.toBe('');
      for (const { description } of [...command.registeredArguments, ...command.options])
        expect(description).not.toBe('');
    }
  });
});
