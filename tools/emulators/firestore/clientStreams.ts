import { type handleBidiStreamingCall, status } from '@grpc/grpc-js';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { GrpcError, type Message, toServiceError } from '../../servers/grpcHandlers';
import type { MemoryDatabases } from './databases';

type BidiStream = handleBidiStreamingCall<Message, Message>;

/** What a listener asks for: one more target, or one less. */
const listenRequest = z.object({
  addTarget: z
    .object({ targetId: z.int().default(0), query: z.looseObject({}).optional() })
    .transform(({ targetId, query }) => ({ targetId, isQuery: query !== undefined }))
    .optional(),
  removeTarget: z.int().optional(),
});

/**
 * Snapshot listeners. Google's clients for servers have one target on a stream, those for apps have all of theirs, one for each read. The
 * in-memory client never completes the second target of a stream, so each gets a stream of it.
 */
export function listen(databases: MemoryDatabases): BidiStream {
  return (call) => {
    const targets = new Map<number, Duplex>();
    const write = (response: Message) => void call.write(response);
    const close = () => {
      const streams = [...targets.values()];
      targets.clear();
      for (const stream of streams) stream.destroy();
    };
    const fail = (error: unknown) => {
      close();
      call.emit('error', toServiceError(error));
    };

    const add = (request: Message, targetId: number, isQuery: boolean) => {
      if (targets.has(targetId))
        throw new GrpcError(status.ALREADY_EXISTS, `The target ${targetId} is on this stream already.`);
      const { client, billing } = databases.of(request);
      const stream = client.listen();
      const isListening = () => targets.get(targetId) === stream;
      targets.set(targetId, stream);
      stream.on('error', (error) => {
        if (!isListening()) return;
        targets.delete(targetId);
        const { code, details: message } = toServiceError(error);
        write(removal(targetId, { cause: { code, message } }));
      });
      stream.on('data', (response: Message) => {
        if (!isListening()) return;
        if ('documentChange' in response) billing.read(1);
        write(addressed(response, targetId, isQuery));
      });
      stream.on('end', () => {
        if (!isListening()) return;
        close();
        call.end();
      });
      stream.write(request);
    };
    const remove = (targetId: number) => {
      const stream = targets.get(targetId);
      targets.delete(targetId);
      stream?.destroy();
      write(removal(targetId));
    };

    call.on('data', (request: Message) => {
      try {
        const { addTarget, removeTarget } = listenRequest.parse(request);
        if (addTarget) add(request, addTarget.targetId, addTarget.isQuery);
        if (removeTarget !== undefined) remove(removeTarget);
      } catch (error) {
        fail(error);
      }
    });
    call.on('end', () => {
      close();
      call.end();
    });
    call.on('cancelled', close);
  };
}

const removal = (targetId: number, cause: object = {}): Message => ({
  targetChange: { targetChangeType: 'REMOVE', targetIds: [targetId], ...cause },
});

/** The in-memory client names no target with what is gone, and says of what left a query that it was deleted. */
function addressed(response: Message, targetId: number, isQuery: boolean): Message {
  const { documentDelete } = response;
  if (typeof documentDelete !== 'object' || documentDelete === null) return response;
  const gone = { ...documentDelete, removedTargetIds: [targetId] };
  return isQuery ? { documentRemove: gone } : { documentDelete: gone };
}

/** Any bytes: the client sends them back with each request. */
const STREAM_TOKEN = Buffer.from('1');

/**
 * Writes of clients for apps: a request that opens the stream, then one for each batch. The deployed rules let nobody write, and the
 * embedded Firestore, which has no rules, allows no more here. Servers write by other calls.
 */
export const refuseWrites: BidiStream = (call) => {
  let isOpen = false;
  call.on('data', () => {
    if (isOpen) {
      const words = 'Apps write no documents, as firestore.rules has it: call the functions.';
      call.emit('error', toServiceError(new GrpcError(status.PERMISSION_DENIED, words)));
    } else {
      isOpen = true;
      call.write({ streamToken: STREAM_TOKEN });
    }
  });
  call.on('end', () => call.end());
};
