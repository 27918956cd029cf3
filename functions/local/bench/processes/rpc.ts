import { fork, type ChildProcess } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** Something that a process of the benchmark can be asked to do: a schema for each way. */
interface Procedure {
  parameters: z.ZodType;
  result: z.ZodType;
}

/** Procedures by their names. */
export type Protocol<P> = Record<keyof P, Procedure>;

type Parameters<P extends Protocol<P>, Name extends keyof P> = z.input<P[Name]['parameters']>;
type Result<P extends Protocol<P>, Name extends keyof P> = z.output<P[Name]['result']>;

export type Handlers<P extends Protocol<P>> = {
  [Name in keyof P]: (
    parameters: z.output<P[Name]['parameters']>,
  ) => z.input<P[Name]['result']> | Promise<z.input<P[Name]['result']>>;
};

const request = z.object({ id: z.int(), name: z.string(), parameters: z.unknown() });
const answer = z.union([
  z.object({ id: z.int(), result: z.unknown() }),
  z.object({ id: z.int(), error: z.string() }),
]);

/** Answers the requests of the process that forked this one, and ends with it. */
export function serveParent<P extends Protocol<P>>(protocol: P, handlers: Handlers<P>): void {
  const perform = async <Name extends keyof P>(
    procedure: P[Name],
    handle: Handlers<P>[Name],
    parameters: unknown,
  ): Promise<unknown> => {
    const schema: P[Name]['parameters'] = procedure.parameters;
    return (await handle(schema.parse(parameters))) ?? null;
  };
  const isKnown = (name: PropertyKey): name is keyof P => Object.hasOwn(protocol, name);
  process.on('message', (message) => {
    const { id, name, parameters } = request.parse(message);
    if (!isKnown(name)) throw new Error(`There is no procedure ${name}.`);
    perform(protocol[name], handlers[name], parameters).then(
      (result) => process.send?.({ id, result }),
      (error: unknown) =>
        process.send?.({
          id,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}

const TYPESCRIPT_LOADER = pathToFileURL(require.resolve('tsx')).href;

export interface RemoteProcess<P extends Protocol<P>> {
  readonly pid: number;
  /** @throws Error when the procedure fails, or the process ends before it has answered. */
  call<Name extends keyof P & string>(name: Name, parameters: Parameters<P, Name>): Promise<Result<P, Name>>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a script as a process of its own that serves `protocol`.
 * @param options.nodeFlags Flags for Node itself, such as a limit on the heap.
 */
export function startProcess<P extends Protocol<P>>(
  protocol: P,
  script: string,
  options: { nodeFlags?: readonly string[]; cwd?: string } = {},
): RemoteProcess<P> {
  const child = fork(script, [], {
    execArgv: ['--import', TYPESCRIPT_LOADER, ...(options.nodeFlags ?? [])],
    // What functions print must not get between the lines of the report.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', (message) => {
    const received = answer.parse(message);
    const caller = waiting.get(received.id);
    waiting.delete(received.id);
    if ('error' in received) caller?.reject(new Error(received.error));
    else caller?.resolve(received.result);
  });
  const ended = endOf(child, script, (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return {
    pid: child.pid ?? 0,
    call: async (name, parameters) => {
      const schema: P[typeof name]['result'] = protocol[name].result;
      const result = new Promise<unknown>((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        child.send({ id: lastId, name, parameters });
      });
      return schema.parse(await result);
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function endOf(child: ChildProcess, script: string, onEnd: (error: Error) => void): Promise<void> {
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      onEnd(new Error(`${script} ended by itself (${String(signal ?? code)}): see its messages above.`));
      resolve();
    });
  });
}
