import { readFileSync } from 'node:fs';
import { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';

/** Of the POS, or a document's content as JSON. */
export const row = z.record(z.string(), z.unknown());
/** By path, the place of the document's content in `contents`. */
const documents = z.record(z.string(), z.int());

/** What a release left behind: what later ones still have to read (docs/operations.md). */
const goldenRelease = z.object({
  release: z.string(),
  /** Contents of documents, each once. */
  contents: z.array(row),
  /** Rows asked of the POS at a time. */
  pageSize: z.int(),
  pos: z.object({ customers: z.array(row), orders: z.array(row), inventory: z.array(row) }),
  runs: z.array(
    z.object({
      /** Messages on their way, each with all documents that there were when it was published. */
      moments: z.array(
        z.object({ name: z.string(), topic: z.string(), messageId: z.string(), message: row, documents }),
      ),
      /** All documents when the run had ended and the triggers had been delivered. */
      end: documents,
    }),
  ),
  /** Documents that the release wrote elsewhere, and messages of all kinds. */
  deadLetters: documents,
  messages: z.array(z.object({ name: z.string(), topic: z.string(), message: row })),
});
export type GoldenRelease = z.infer<typeof goldenRelease>;

/** Documents by path, as JSON. */
export type Documents = Record<string, Record<string, unknown>>;

export function readGoldenRelease(file: string): GoldenRelease {
  return goldenRelease.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const timestamp = z.strictObject({ $timestamp: z.iso.datetime() });
const bytes = z.strictObject({ $bytes: z.base64() });

/** A stored value as JSON: a timestamp as `{ $timestamp }`, bytes as `{ $bytes }`. */
export function toJson(value: unknown): unknown {
  if (value instanceof Timestamp) return { $timestamp: value.toDate().toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  return mapInside(value, toJson);
}

/** The opposite of {@link toJson}. */
export function fromJson(value: unknown): unknown {
  const time = timestamp.safeParse(value).data;
  if (time) return new Date(time.$timestamp);
  const binary = bytes.safeParse(value).data;
  if (binary) return Buffer.from(binary.$bytes, 'base64');
  return mapInside(value, fromJson);
}

function mapInside(value: unknown, change: (inside: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, change(inside)]));
}
