import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Faults } from '../faults';
import type { Random } from '../random';
import type { Gate } from './gate';

/** A gRPC status as Google's client throws it. */
class RemoteError extends Error {
  constructor(
    readonly code: number,
    name: string,
  ) {
    super(`${code} ${name}`);
  }
}

const NOT_DONE = [
  { code: 10, name: 'ABORTED' },
  { code: 14, name: 'UNAVAILABLE' },
  { code: 4, name: 'DEADLINE_EXCEEDED' },
] as const;
/** What a client can be told although the commit took place. */
const UNCERTAIN = [NOT_DONE[1], NOT_DONE[2]] as const;

type Call = (method: string, ...rest: unknown[]) => Promise<unknown>;

/**
 * Puts a gate in front of a client's requests. It stands below Google's SDK, whose own retries (of transactions, with
 * back-off) are thereby part of what is tried.
 */
export function gateFirestore(firestore: Firestore, gate: Gate, random: Random, faults: Faults): Firestore {
  const remote = ({ code, name }: { code: number; name: string }) => new RemoteError(code, name);
  const before = () => (faults.strikes('firestoreBefore') ? remote(random.pick(NOT_DONE)) : undefined);
  const after = () => (faults.strikes('firestoreAfter') ? remote(random.pick(UNCERTAIN)) : undefined);

  const requestStream = original(firestore, 'requestStream');
  Reflect.set(firestore, 'requestStream', (method: string, ...rest: unknown[]) =>
    gate.pass(`${method} ${subjectOf(rest[1])}`, () => requestStream(method, ...rest), { before }),
  );
  const request = original(firestore, 'request');
  Reflect.set(firestore, 'request', (method: string, ...rest: unknown[]) => {
    // The client doesn't wait for a roll-back, and nothing depends on it.
    if (method === 'rollback') return gate.isDead ? new Promise(() => undefined) : request(method, ...rest);
    return gate.pass(`${method} ${subjectOf(rest[0])}`, () => request(method, ...rest), {
      before,
      ...(method === 'commit' && { after }),
    });
  });
  return firestore;
}

function original(firestore: Firestore, name: string): Call {
  const method: unknown = Reflect.get(firestore, name);
  if (typeof method !== 'function')
    throw new Error(`Firestore has no method ${name} any more: adapt gatedFirestore.ts.`);
  return (...given) => Promise.resolve(Reflect.apply(method, firestore, given));
}

const readable = z.object({
  documents: z.array(z.string()).nullish(),
  parent: z.string().nullish(),
  structuredQuery: z.object({ from: z.array(z.object({ collectionId: z.string() })) }).nullish(),
  writes: z
    .array(z.object({ update: z.object({ name: z.string() }).nullish(), delete: z.string().nullish() }))
    .nullish(),
});

/** What a request is about, for the trace. */
function subjectOf(request: unknown): string {
  const { documents, parent, structuredQuery, writes } = readable.safeParse(request).data ?? {};
  const names =
    documents ??
    writes?.map((write) => (write.delete ? `-${short(write.delete)}` : (write.update?.name ?? ''))) ??
    [];
  if (names.length > 0) return names.map(short).join(' ');
  return [parent ?? '', structuredQuery?.from[0]?.collectionId ?? ''].map(short).filter(Boolean).join('/');
}

function short(name: string): string {
  return name.replace(/projects\/[^/]+\/databases\/[^/]+\/documents\/?/, '').replace(/^tenants\//, '');
}
