import { runFunctionProcess } from '../../../emulators/process/runFunctionProcess';
import { toyFunctions } from '../toyFunctions';

const failures = new Set<string>();

/**
 * A process of toy functions: writes what they see, a line of JSON each. One that sees `"hang"` never ends, one that sees
 * `"fail"` fails, and the second time does not.
 */
void runFunctionProcess(async () => {
  if (process.env['TOY_FAULT']) throw new Error(process.env['TOY_FAULT']);
  return Promise.resolve(
    toyFunctions((sighting) => {
      const line = JSON.stringify({ ...sighting, processId: process.pid });
      process.stdout.write(`${line}\n`);
      if (line.includes('"fail"') && !failures.has(line)) {
        failures.add(line);
        throw new Error('as it was told');
      }
      return line.includes('"hang"') ? new Promise<void>(() => undefined) : undefined;
    }),
  );
});
