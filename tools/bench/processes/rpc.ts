import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { resolve } from 'node:path';
import { createBirpc } from 'birpc';
import type { z } from 'zod';

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

type RemoteProcedure = (parameters: unknown) => Promise<unknown>;

/** Answers the requests of the process that forked this one, and ends with it. */
export function serveParent<P extends Protocol<P>>(protocol: P, handlers: Handlers<P>): void {
  const procedures: Record<string, RemoteProcedure> = {};
  for (const name in protocol) {
    const schema: P[typeof name]['parameters'] = protocol[name].parameters;
    procedures[name] = async (parameters) => {
      try {
        return await handlers[name](schema.parse(parameters));
      } catch (error) {
        // The channel keeps no properties of an error's own class, and zod's message is one.
        throw new Error(error instanceof Error ? (error.stack ?? error.message) : String(error), {
          cause: error,
        });
      }
    };
  }
  createBirpc(procedures, {
    post: (message: unknown) => process.send?.(message),
    on: (receive) => process.on('message', receive),
  });
  process.on('disconnect', () => process.exit(0));
}

const BUNDLED = resolve(__dirname, '../../../scripts/bundled.mjs');

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
  options: { nodeFlags?: readonly string[] } = {},
): RemoteProcess<P> {
  const child = fork(BUNDLED, ['--eager', script], {
    execArgv: options.nodeFlags?.slice() ?? [],
    // What functions print must not get between the lines of the report.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const remote = createBirpc<Record<string, RemoteProcedure>, object, false>(
    {},
    {
      post: (message: Serializable) => child.send(message),
      on: (receive) => child.on('message', receive),
      // The first sync of a large shop takes minutes.
      timeout: -1,
      proxify: false,
    },
  );
  const ended = endOf(child, script, (error) => remote.$close(error));
  return {
    pid: child.pid ?? 0,
    call: async (name, parameters) => {
      const schema: P[typeof name]['result'] = protocol[name].result;
      return schema.parse(await remote.$call(name, parameters));
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
