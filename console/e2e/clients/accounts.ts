import { z } from 'zod';
import type { Claims } from '../../src/session/claims';
import { running } from './environment';

export const PASSWORD = 'correct-horse';

/** Asks the Auth emulator what only an administrator may. */
async function administer(path: string, body: object): Promise<unknown> {
  const { auth, project } = running();
  const response = await fetch(
    `http://${auth}/identitytoolkit.googleapis.com/v1/projects/${project}/accounts${path}`,
    {
      method: 'POST',
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  );
  if (!response.ok)
    throw new Error(`The Auth emulator answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** Makes an account for one test; returns its id. */
export async function createAccount(email: string, claims: Claims): Promise<string> {
  const created = await administer('', { email, password: PASSWORD });
  const { localId } = z.object({ localId: z.string() }).parse(created);
  await administer(':update', { localId, customAttributes: JSON.stringify(claims) });
  return localId;
}

/** What an owner does about somebody who has left. */
export async function disableAccount(localId: string): Promise<void> {
  await administer(':update', { localId, disableUser: true });
}
