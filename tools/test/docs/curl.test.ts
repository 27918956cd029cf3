import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { callableNames } from '../../../functions/src/api/registry';
import { CALLABLES_NOW, CallableHarness } from '../../../functions/test/support/callables';
import { buildRoster } from '../../pos/worlds/builders';

jest.setTimeout(180_000);

const run = promisify(execFile);
const document = readFileSync(resolve(__dirname, '../../../docs/api.md'), 'utf8');

/** The shell commands below a heading. */
function commandsBelow(heading: string): string[] {
  const section = document.split(/^#{2,3} /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/```sh\n([^`]*)\n```/g)].map(([, command = '']) => command);
}

const answer = z.object({ result: z.unknown().optional(), error: z.unknown().optional() });

let harness: CallableHarness;
let setUp: string;
beforeAll(async () => {
  const world = buildRoster({ seed: 1, customers: 60, items: 10, now: CALLABLES_NOW });
  harness = await CallableHarness.start([world]);
  // The shop of `npm run seed`, with the credentials of the harness's own.
  const tenant = await harness.document('tenants/org1');
  await harness.firestore.doc('tenants/greenleaf').set({ ...tenant, name: 'Greenleaf' });
  await harness.sync('greenleaf');
  [setUp = ''] = commandsBelow('Calling the emulators');
});
afterAll(() => harness.stop());

async function shell(command: string): Promise<string> {
  const { suite } = harness;
  const BASE = `${suite.functions.url}/${suite.project}/us-central1`;
  const { stdout } = await run('bash', ['-euc', `${setUp}\n${command}`], { env: { ...process.env, BASE } });
  await suite.idle();
  return stdout;
}

/** A dead letter with the id that the document prints, which stands for any of listDeadLetters. */
async function leaveDeadLetter(command: string): Promise<void> {
  const [, id] = /"id": "(\w+)"/.exec(command) ?? [];
  if (id === undefined) return;
  await harness.context.publisher.publish('pos-sync-tenant', { orgId: 'nobody' });
  await harness.suite.idle();
  const { docs } = await harness.firestore.collection('dead_letters').where('orgId', '==', 'nobody').get();
  // One that can be replayed: the shop is there by now.
  const message = { orgId: 'greenleaf' };
  await harness.firestore.doc(`dead_letters/${id}`).set({ ...docs[0]?.data(), ...message, message });
}

describe('the commands in docs/api.md', () => {
  it('set up where to call and a token', async () => {
    expect(setUp).toContain('TOKEN=');
    expect(await shell('echo "$TOKEN"')).toMatch(/^[\w-]+\.[\w-]+\.\n$/);
  });

  it.each(callableNames)('%s is answered as it is printed', async (name) => {
    const [command = '', ...others] = commandsBelow(name);
    expect(others).toEqual([]);
    expect(command).toContain(`curl "$BASE/${name}"`);
    await leaveDeadLetter(command);
    const { result, error } = answer.parse(JSON.parse(await shell(`${command} --silent`)));
    expect(error).toBeUndefined();
    expect(result).toBeDefined();
  });

  it('getPublicMenu is answered as it is printed', async () => {
    const [command = ''] = commandsBelow('getPublicMenu');
    expect(JSON.parse(await shell(`${command} --silent`))).toMatchObject({ items: expect.any(Array) });
  });
});
