import type { Fault } from '../../../tools/pos/faults';
import {
  collectRows,
  connector,
  CREDENTIALS,
  failureOf,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from '../alleaves/harness';

afterEach(stopSimulators);

const LOGIN = { ...CREDENTIALS, note: 'jane@example.com' };
const JSON_TEXT = JSON.stringify(LOGIN);
const FORM = new URLSearchParams(LOGIN).toString();
const BASIC = Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64');

/** How a careless POS says again what it was sent. */
const ECHOES: Record<string, string> = {
  plain: JSON_TEXT,
  'JSON in JSON': JSON.stringify(JSON_TEXT),
  'JSON in JSON in JSON': JSON.stringify(JSON.stringify(JSON_TEXT)),
  form: FORM,
  'form in a URL': encodeURIComponent(FORM),
  'unicode escapes': Array.from(JSON_TEXT)
    .map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join(''),
  HTML: Array.from(JSON_TEXT)
    .map((character) => `&#${character.charCodeAt(0)};`)
    .join(''),
  'upper case': JSON_TEXT.toUpperCase(),
  'full width': Array.from(JSON_TEXT)
    .map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    .join(''),
  'invisible characters': Array.from(JSON_TEXT).join('\u200b'),
  base64: BASIC,
  'base64 of all': Buffer.from(JSON_TEXT).toString('base64'),
  'hexadecimal digits': Buffer.from(JSON_TEXT).toString('hex'),
  'cut off': `{"password":"${LOGIN.password.slice(0, 7)}`,
  'begun late': `${LOGIN.password.slice(-7)}","pin":"${LOGIN.pin}"}`,
};

/** What must not be seen of it, in any form. */
const TRACES = [
  ...[CREDENTIALS.username, CREDENTIALS.password, CREDENTIALS.pin, 'pass-w', 'd-91', 'jane', '@'],
  ...[BASIC.slice(4, 16), Buffer.from(CREDENTIALS.password).toString('hex').slice(0, 12), '860421'],
];

function expectClean(message: string): void {
  for (const trace of TRACES) expect(message.toLowerCase()).not.toContain(trace.toLowerCase());
}

/** How the POS says it: in an error, in another field of one, beside a 200, as text. */
function faultsWith(echo: string): [string, Fault][] {
  return [
    ['as the message', { status: 400, message: echo }],
    ['behind words', { status: 422, message: `Cannot read ${echo}` }],
    ['in a 500', { status: 500, message: echo }],
    ['in an answer under 200', { beside: { error: echo, success: false } }],
    ['in an object', { beside: { error: { message: echo } } }],
    ['as text', { text: JSON.stringify(`invalid: ${echo}`) }],
    ['as a key', { text: JSON.stringify({ [echo]: 1 }) }],
  ];
}

describe.each(Object.keys(ECHOES))('a POS that repeats the login as %s', (form) => {
  const echo = ECHOES[form] ?? '';

  it.each(['auth', 'customers', 'inventory'] as const)(
    'puts nothing of it into an error about %s',
    async (endpoint) => {
      const simulator = await simulate({ world: worldOfCustomers(1) });
      for (const [how, fault] of faultsWith(echo)) {
        const client = connector({ limits: { retries: 0 } }).connect(tenantOf(simulator));
        simulator.faults.clear();
        simulator.faults.rate(endpoint, fault, 1);
        const failure = await failureOf(() =>
          endpoint === 'customers' ? collectRows(client.customers()) : client.inventory(),
        ).catch((error: unknown) => {
          throw new Error(how, { cause: error });
        });
        expectClean(`${failure.message} ${String(failure.cause)}`);
      }
    },
  );
});

it('a login whose answer names the secrets as keys is told without them', async () => {
  const simulator = await simulate();
  simulator.faults.queue('auth', { text: JSON.stringify({ pass_w0rd_91: 1, [CREDENTIALS.pin]: 1 }) });
  const failure = await failureOf(() => connector().connect(tenantOf(simulator)).inventory());
  expect(failure.message).toContain('POST auth without a token (it was an object)');
  expectClean(failure.message);
});

it('what the POS says about a login is not repeated, and its status is', async () => {
  const simulator = await simulate();
  simulator.faults.queue('auth', { status: 400, message: 'Location closed.' });
  const failure = await failureOf(() => connector().connect(tenantOf(simulator)).inventory());
  expect(failure.message).toContain('The POS answered 400 to POST auth. ');
});

/** Processor time in milliseconds that a sync's request takes whose answer is an error with this text: the least of three. */
async function costOf(message: string): Promise<number> {
  const simulator = await simulate();
  simulator.faults.rate('inventory', { status: 400, message }, 1);
  const client = connector().connect(tenantOf(simulator));
  await failureOf(() => client.inventory());
  const costs: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    const before = process.cpuUsage();
    await failureOf(() => client.inventory());
    costs.push(process.cpuUsage(before).user / 1000);
  }
  return Math.min(...costs);
}

// Caught: patterns that take the square of a text's length, which are seconds for 60 KB.
it.each<[string, string]>([
  ['letters', 'a'.repeat(60_000)],
  ['digits', '1'.repeat(60_000)],
  ['digits far apart', '1     '.repeat(10_000)],
  ['spaces', ' '.repeat(60_000)],
  ['at signs', 'a@'.repeat(30_000)],
  ['beginnings of tokens', 'eyJ.'.repeat(15_000)],
  ['beginnings of escapes', '\\u00%4&#'.repeat(6_000)],
  ['beginnings of a secret', CREDENTIALS.password.slice(0, 4).repeat(15_000)],
])('60 KB of %s in an error take little longer than as many of prose', async (_name, message) => {
  const prose = await costOf('The shop has no such list. '.repeat(60_000 / 27));
  // The system counts in steps, and less than one can be none.
  expect(await costOf(message)).toBeLessThan(20 * Math.max(prose, 1));
});
