import { describeTarget, resolveTarget } from '../../../sam/project/target';

const EMULATORS = { FIRESTORE_EMULATOR_HOST: '127.0.0.1:1', PUBSUB_EMULATOR_HOST: '127.0.0.1:2' };

describe('resolveTarget', () => {
  it('takes the ports of npm run emulators with --emulator', () => {
    expect(resolveTarget({ emulator: true }, {})).toEqual({
      kind: 'emulator',
      project: 'demo-sync-sam',
      firestoreHost: '127.0.0.1:8080',
      pubsubHost: '127.0.0.1:8085',
    });
  });

  it('takes the emulators that the environment names, whatever else is said', () => {
    const target = { kind: 'emulator', firestoreHost: '127.0.0.1:1', pubsubHost: '127.0.0.1:2' };
    expect(resolveTarget({}, { ...EMULATORS, GCLOUD_PROJECT: 'demo-a' })).toEqual({
      ...target,
      project: 'demo-a',
    });
    expect(resolveTarget({ project: 'my-project' }, EMULATORS)).toEqual({ ...target, project: 'my-project' });
    expect(resolveTarget({ emulator: true }, EMULATORS)).toMatchObject(target);
  });

  it('reaches a real project only if the command line names it', () => {
    expect(resolveTarget({ project: 'my-project' }, {})).toEqual({ kind: 'google', project: 'my-project' });
    expect(() => resolveTarget({}, { GCLOUD_PROJECT: 'my-project' })).toThrow(
      /^Where\?.*--emulator.*--project/,
    );
    expect(() => resolveTarget({ project: 'demo-shop' }, {})).toThrow(/begin with demo-.*--emulator/);
  });

  it.each(Object.entries(EMULATORS))('refuses half an emulator: %s alone', (name, host) => {
    expect(() => resolveTarget({ project: 'my-project' }, { [name]: host })).toThrow(
      /Only one of .* Set both/,
    );
  });

  it('refuses the options of emulators in a real project', () => {
    const project = 'my-project';
    expect(() => resolveTarget({ project, secrets: 'file' }, {})).toThrow(/for emulators/);
    expect(() => resolveTarget({ project, now: new Date() }, {})).toThrow(/for emulators/);
  });
});

describe('describeTarget', () => {
  it('names project and place', () => {
    expect(describeTarget({ kind: 'google', project: 'my-project' })).toBe(
      'project my-project on Google Cloud',
    );
    expect(describeTarget(resolveTarget({}, EMULATORS))).toBe(
      'project demo-sync-sam on the emulator at 127.0.0.1:1',
    );
  });
});
