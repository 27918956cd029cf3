import type { Command, Option } from 'commander';
import { z } from 'zod';
import { section, table } from '../../docs/markdown';
import { commandsOf } from './commands';

/** The reference of all commands, as Markdown before it is formatted. */
export function referenceOf(program: Command): string {
  return [
    section('###', 'Options of every command', [options(program.options)]),
    ...commandsOf(program).map(({ line, command }) =>
      section('###', line, [
        command.description(),
        `\`\`\`sh\n${[program.name(), line, command.usage()].join(' ')}\n\`\`\``,
        ...(command.registeredArguments.length === 0 ? [] : [argumentsOf(command)]),
        ...(command.options.length === 0 ? [] : [options(command.options)]),
      ]),
    ),
  ].join('\n\n');
}

function argumentsOf({ registeredArguments }: Command): string {
  return table(
    ['argument', 'what it is'],
    registeredArguments.map((argument) => [`\`${argument.name()}\``, argument.description]),
  );
}

function options(all: readonly Option[]): string {
  return table(
    ['option', 'what it does'],
    all.map((option) => [`\`${option.flags}\``, `${option.description}${limitsOf(option)}`]),
  );
}

/** Whether an option is required, what it can be, and what it is without being given. */
function limitsOf({ mandatory, argChoices, defaultValue, negate }: Option): string {
  const byDefault = z.union([z.string(), z.number()]).safeParse(defaultValue);
  const limits = [
    ...(mandatory ? ['required'] : []),
    ...(argChoices === undefined ? [] : [argChoices.join(', ')]),
    ...(byDefault.success && !negate ? [`default: ${byDefault.data}`] : []),
  ];
  return limits.length === 0 ? '' : ` (${limits.join('; ')})`;
}
