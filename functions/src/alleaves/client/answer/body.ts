import { MIMEType } from 'node:util';
import { PermanentError } from '../../../platform/ports/errors';
import { MIB } from '../../../platform/units';

/**
 * The bytes of an answer's body, unpacked. They are counted as they come, so that a body over the limit takes no more memory than the limit.
 * @param limit Bytes.
 * @param label Method and path, for the error message.
 * @throws PermanentError `pos_body_too_large`, because asking again would bring the same.
 */
export async function readBody(response: Response, limit: number, label: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const body: AsyncIterable<Uint8Array> | null = response.body;
  let length = 0;
  // Leaving the loop cancels what has not come yet.
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > limit) {
      throw new PermanentError(
        'pos_body_too_large',
        `The POS answered ${label} with more than ${limit / MIB} MiB (unpacked), which is the limit for one answer. No page of a shop is that large: ask the POS's support what it sends.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * A body as text, in the charset that its content type declares, else in JSON's own, UTF-8.
 * @throws PermanentError `pos_body_undecodable`, because a name with replaced characters would be stored as if it were right.
 */
export function decodeBody(bytes: Uint8Array, contentType: string | null, label: string): string {
  const charset = charsetOf(contentType);
  try {
    return new TextDecoder(charset ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    const problem =
      charset === null
        ? "declares no charset and isn't UTF-8"
        : `declares the charset ${shown(charset)} and can't be read in it`;
    throw new PermanentError(
      'pos_body_undecodable',
      `The POS's answer to ${label} ${problem}. None of it was used. Ask the POS's support to send UTF-8, or to declare what it sends.`,
    );
  }
}

function charsetOf(contentType: string | null): string | null {
  try {
    return contentType === null ? null : new MIMEType(contentType).params.get('charset');
  } catch {
    return null;
  }
}

/** A charset's name comes from outside: one that doesn't look like one is not repeated. */
function shown(charset: string): string {
  return /^[\w.:+-]{1,40}$/.test(charset) ? `"${charset}"` : 'with an odd name';
}
