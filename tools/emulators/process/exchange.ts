import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const agent = new Agent({ keepAlive: true });

const failureBody = z.object({ error: z.string() });

/** What an answer says is wrong: its `error`, else its text. */
function faultOf(body: string): string {
  try {
    return failureBody.parse(JSON.parse(body)).error;
  } catch {
    return body;
  }
}

/**
 * Sends a request and waits for the answer, however long it takes: `fetch` gives up after five minutes, and a function may run nine. It
 * also takes several times as much of a processor.
 */
export async function exchange(
  url: string,
  method: string,
  headers: OutgoingHttpHeaders = {},
  body: string | Buffer = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, agent, headers }, (response) => {
      const status = response.statusCode ?? 0;
      text(response).then((answer) => resolve({ status, text: answer }), reject);
    });
    call.once('error', reject);
    // As bytes: with a text, Node would encode the headers as it does the text, and theirs are to stay as they are.
    call.end(typeof body === 'string' ? Buffer.from(body) : body);
  });
}

/** @throws Error with what went wrong when the answer is not 2xx, or there is none. */
export async function post(url: string, headers: OutgoingHttpHeaders, body: string | Buffer): Promise<void> {
  const { status, text: answer } = await exchange(url, 'POST', headers, body);
  if (status < 200 || status > 299) throw new Error(faultOf(answer) || `HTTP status ${status}`);
}
