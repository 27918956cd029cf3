import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions } from '../../emulators/options';

beforeEach(() => {
  // Commander says there what is wrong, besides throwing it.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

describe('parseOptions', () => {
  it('has the ports of the Firebase Emulator Suite and a project that never reaches Google Cloud', () => {
    expect(parseOptions([])).toEqual({
      firestorePort: 8080,
      pubsubPort: 8085,
      functionsPort: 5001,
      project: 'demo-sync-sam',
      schedules: true,
      ownProcess: false,
      reload: true,
      functionsEmulator: false,
      auth: false,
      authPort: 9099,
      hostingPort: 5002,
      origins: ['http://localhost:3000', 'http://localhost:5173'],
      firestore: 'embedded',
    });
    expect(parseOptions(['--functions-emulator']).functionsEmulator).toBe(true);
    expect(parseOptions(['--auth'])).toMatchObject({ auth: true, functionsEmulator: true });
    expect(parseOptions(['--origins', 'https://a.example, http://b.example:81']).origins).toEqual([
      'https://a.example',
      'http://b.example:81',
    ]);
    expect(parseOptions(['--firestore', 'hidane']).firestore).toBe('hidane');
    expect(() => parseOptions(['--firestore', 'other'])).toThrow('Allowed choices are embedded, hidane');
  });

  it('reads every option', () => {
    const secrets = join(mkdtempSync(join(tmpdir(), 'options-')), 'secrets');
    writeFileSync(secrets, '# of the shop\nALLEAVES_PIN="47 11"\n\nexport ALLEAVES_USERNAME=a=b\n');
    const parameters = `--firestore-port 1 --pubsub-port 2 --functions-port 0 --project my-project --secrets ${secrets} --no-schedules --own-process`;
    expect(parseOptions([...parameters.split(' '), '--now', '2024-07-01T12:00:00+02:00'])).toEqual({
      firestorePort: 1,
      pubsubPort: 2,
      functionsPort: 0,
      project: 'my-project',
      secrets,
      schedules: false,
      ownProcess: true,
      reload: true,
      functionsEmulator: false,
      auth: false,
      authPort: 9099,
      hostingPort: 5002,
      origins: ['http://localhost:3000', 'http://localhost:5173'],
      firestore: 'embedded',
      now: new Date('2024-07-01T10:00:00Z'),
    });
    expect(parseOptions(['--now', '2024-07-01']).now).toEqual(new Date('2024-07-01T00:00:00Z'));
  });

  it.each([
    [['--pubsub-port', '70000'], /A port is a whole number/],
    [['--firestore-port', '-1'], /A port is a whole number/],
    [['--project', 'Bad_Project'], /A project id has 6 to 30/],
    [['--now', 'yesterday'], /Write an ISO 8601 time/],
    [['--now', '2024-02-30'], /Write an ISO 8601 time/],
    [['--secrets', 'no-such-file'], /There.s no file .*no-such-file/],
    [['--secrets', '.'], /There.s no file/],
    [['--secrets', 'package.json'], /Line 1 of .*package\.json is not of the form NAME=value/],
    [['--functions-emulator', '--own-process'], /cannot be used with option '--own-process'/],
    [['--functions-emulator', '--now', '2024-07-01'], /cannot be used with option '--now <time>'/],
    [['--auth', '--now', '2024-07-01'], /cannot be used with option '--now <time>'/],
    [['--origins', 'http://localhost:3000/'], /Write origins such as http:..localhost:3000/],
    [['--firestoer'], /unknown option/],
    [['extra'], /too many arguments/],
  ])('refuses %j', (parameters, message) => {
    expect(() => parseOptions(parameters)).toThrow(message);
  });
});
