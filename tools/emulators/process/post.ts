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
 * Posts and waits for the answer, however long it takes: `fetch` gives up after five minutes, and a function may run nine.
 * @throws Error with what went wrong when the answer is not 2xx, or there is none.
 */
export async function post(url: string, headers: OutgoingHttpHeaders, body: string | Buffer): Promise<void> {
  const { status, answer } = await new Promise<{ status: number; answer: string }>((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      const status = response.statusCode ?? 0;
      text(response).then((answer) => resolve({ status, answer }), reject);
    });
    call.once('error', reject);
    // As bytes: with a text, Node would encode the headers as it does the text, and theirs are to stay as they are.
    call.end(typeof body === 'string' ? Buffer.from(body) : body);
  });
  if (status < 200 || status > 299) throw new Error(faultOf(answer) || `HTTP status ${status}`);
}
