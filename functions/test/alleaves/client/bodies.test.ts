import { World } from '../../../../tools/pos/world';
import type { Fault } from '../../../../tools/pos/faults';
import {
  collectRows,
  connector,
  failureOf,
  simulate,
  stopSimulators,
  tenantOf,
  worldOfCustomers,
} from '../harness';

afterEach(stopSimulators);

describe('the charset of an answer', () => {
  const world = new World();
  world.customers.add({ id_customer: 1, name_first: 'José', name_last: 'Ångström' });

  async function read(fault: Fault) {
    const simulator = await simulate({ world });
    simulator.faults.queue('customers', fault);
    const client = connector().connect(tenantOf(simulator));
    return { simulator, rows: () => collectRows(client.customers()) };
  }

  it.each<[string, Fault]>([
    ['UTF-8 that is declared', {}],
    ['UTF-8 that is not', { declared: null }],
    ['UTF-8 in quotes', { declared: '"UTF-8"' }],
    ['Latin-1', { charset: 'iso-8859-1' }],
    ['Latin-1 as Windows names it', { charset: 'iso-8859-1', declared: 'Windows-1252' }],
    ['UTF-16', { charset: 'utf-16le' }],
  ])('is followed: %s', async (_name, fault) => {
    const { rows } = await read(fault);
    expect((await rows())[0]?.record).toMatchObject({ firstName: 'José', lastName: 'Ångström' });
  });

  it.each<[string, Fault, string]>([
    ['Latin-1 that is not declared', { charset: 'iso-8859-1', declared: null }, "isn't UTF-8"],
    ['Latin-1 declared as UTF-8', { charset: 'iso-8859-1', declared: 'utf-8' }, '"utf-8"'],
    ['one that nobody knows', { declared: 'x-klingon' }, '"x-klingon"'],
    ['one whose name is no name', { declared: `"${'jane@example.com '.repeat(3)}"` }, 'an odd name'],
  ])('fails once and for all where it is %s', async (_name, fault, said) => {
    const { simulator, rows } = await read(fault);
    const failure = await failureOf(rows);
    expect(failure).toMatchObject({ kind: 'permanent', code: 'pos_body_undecodable' });
    expect(failure.message).toContain('GET customers');
    expect(failure.message).toContain(said);
    expect(failure.message).not.toContain('jane');
    expect(simulator.counters.requests.customers).toBe(1);
  });
});

describe('a body over the limit', () => {
  const LIMIT = 2 * 1024 * 1024;

  it.each<[string, 'auth' | 'customers' | 'inventory', Fault]>([
    ['chunked without end', 'customers', { body: 'endless' }],
    ['small as long as it is packed', 'inventory', { body: 'bomb' }],
    ['of an error', 'inventory', { status: 500, body: 'endless' }],
    ['of a refusal', 'customers', { status: 401, body: 'bomb' }],
    ['of a login', 'auth', { body: 'endless' }],
    ['of a refused login', 'auth', { status: 401, body: 'bomb' }],
  ])('is refused at once, with the limit, in bounded memory: %s', async (_name, endpoint, fault) => {
    const simulator = await simulate({ world: worldOfCustomers(3) });
    simulator.faults.queue(endpoint, fault);
    const client = connector({ limits: { bodyBytes: LIMIT } }).connect(tenantOf(simulator));
    const before = process.memoryUsage().arrayBuffers;

    const failure = await failureOf(() =>
      endpoint === 'inventory' ? client.inventory() : collectRows(client.customers()),
    );

    expect(failure).toMatchObject({ kind: 'permanent', code: 'pos_body_too_large' });
    expect(failure.message).toContain('more than 2 MiB');
    expect(simulator.counters.requests[endpoint]).toBe(1);
    // Both ends of the connection are in this process.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * LIMIT);
  });

  it('is one byte too long', async () => {
    const world = worldOfCustomers(80);
    const simulator = await simulate({ world });
    const size = Buffer.byteLength(JSON.stringify({ customers: world.customers.newestFirst }));
    const read = (bodyBytes: number) =>
      collectRows(connector({ limits: { bodyBytes } }).connect(tenantOf(simulator)).customers());

    await expect(read(size)).resolves.toHaveLength(80);
    expect(await failureOf(() => read(size - 1))).toMatchObject({ code: 'pos_body_too_large' });
  });
});
