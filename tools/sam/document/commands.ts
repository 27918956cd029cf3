import type { Command } from 'commander';

/** Each command that does something, with its name after the program's, such as `tenants add`. */
export function commandsOf(program: Command): { line: string; command: Command }[] {
  return program.commands.flatMap((command) =>
    command.commands.length === 0
      ? [{ line: command.name(), command }]
      : commandsOf(command).map((sub) => ({ ...sub, line: `${command.name()} ${sub.line}` })),
  );
}
