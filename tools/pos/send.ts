import type { Response } from 'express';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { membersOf } from '../../functions/src/alleaves/client/answer/shape';
import { NAMES, type SimulatedAnswer } from './answers';
import type { Fault } from './faults';

const ENCODINGS = { 'utf-8': 'utf8', 'iso-8859-1': 'latin1', 'utf-16le': 'utf16le' } as const;

/** Sends an answer, with what is wrong with it. */
export function send(response: Response, answer: SimulatedAnswer, fault: Fault = {}): void {
  const { charset = 'utf-8', declared = charset } = fault;
  response.status(answer.status);
  // Not Express's own way, which declares a charset unasked.
  response.setHeader('Content-Type', `application/json${declared === null ? '' : `; charset=${declared}`}`);
  if (fault.retryAfter !== undefined) {
    response.set('Retry-After', String(fault.retryAfter));
  }
  const text = fault.text ?? JSON.stringify(bodyOf(answer.body, fault));
  const bytes = Buffer.from(text, ENCODINGS[charset]);
  switch (fault.body) {
    case 'truncated':
      response.set('Content-Length', String(bytes.length));
      response.write(bytes.subarray(0, bytes.length >>> 1), () => response.destroy());
      return;
    case 'malformed':
      response.end(`<html>${bytes.toString('utf8', 0, 5)}</html>`);
      return;
    case 'empty':
      response.end();
      return;
    case 'endless':
      pour(response);
      return;
    case 'bomb':
      response.set('Content-Encoding', 'gzip');
      pour(createGzip(), response);
      return;
    case 'norows':
    case 'null':
    case 'single':
    case undefined:
      if (answer.status === 204) response.end();
      else response.end(bytes);
  }
}

function bodyOf(body: unknown, { body: kind, beside }: Fault): unknown {
  if (kind === 'norows') return { ...beside };
  if (kind === 'null') return null;
  if (kind !== 'single' && beside === undefined) return body;
  const key = Object.values(NAMES).find((name) => holds(body, name));
  if (key === undefined || !holds(body, key)) return beside ?? body;
  const rows = body[key];
  return { ...beside, [key]: kind === 'single' ? membersOf(rows)?.at(0) : rows };
}

function holds<Key extends string>(body: unknown, key: Key): body is Record<Key, unknown> {
  return typeof body === 'object' && body !== null && key in body;
}

/** Spaces before a JSON value mean nothing: this is an answer that only never comes to its point. */
function pour(...streams: [Writable, ...Writable[]]): void {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const source = new Readable({
    read() {
      this.push(chunk);
    },
  });
  // Ends when the other side closes the connection.
  void pipeline([source, ...streams]).catch(() => undefined);
}
