import fc from 'fast-check';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { initializeFirestore } from 'firebase-admin/firestore';
import {
  ALL_CHANGES,
  type ChangeKind,
  ChangeRecorder,
  isBookkeeping,
  isData,
  netChanges,
} from '../../../demo/observations/changeRecorder';
import { startFirestore } from '../../../emulators/firestore/embeddedFirestore';

const change = (kind: ChangeKind, path: string) => ({ kind, path, orgId: 'a', collection: 'customers' });

describe('ChangeRecorder', () => {
  it('records what clients commit, apart from writes that change nothing', async () => {
    const project = 'demo-test-recorder';
    const server = await startFirestore();
    const app = initializeApp({ projectId: project }, project);
    const firestore = initializeFirestore(app, { preferRest: false });
    firestore.settings({ host: server.host, ssl: false, projectId: project });
    const recorder = new ChangeRecorder();
    await server.listen(project, [ALL_CHANGES], recorder.listener);

    const item = firestore.doc('tenants/a/publicViews/products/items/alleaves_1');
    await item.set({ price: 1 });
    await item.set({ price: 1 });
    await item.set({ price: 2 });
    await item.delete();
    await firestore.doc('tenants/b/sync_status/pos').set({ state: 'idle' });
    await firestore.doc('dead_letters/1').set({ state: 'open' });

    expect(recorder.dataWriteCount).toBe(3);
    const changes = recorder.take();
    expect(changes.filter(isData).map(({ kind, orgId, collection }) => [kind, orgId, collection])).toEqual([
      ['added', 'a', 'items'],
      ['updated', 'a', 'items'],
      ['deleted', 'a', 'items'],
    ]);
    expect(changes.filter(isBookkeeping).map(({ orgId, path }) => [orgId, path])).toEqual([
      ['b', 'tenants/b/sync_status/pos'],
      ['', 'dead_letters/1'],
    ]);
    expect(recorder.take()).toEqual([]);
    expect(recorder.dataWriteCount).toBe(0);

    await firestore.terminate();
    await deleteApp(app);
    await server.stop();
  });
});

describe('netChanges', () => {
  it.each<[ChangeKind[], ChangeKind | undefined]>([
    [['added', 'updated'], 'added'],
    [['updated', 'updated'], 'updated'],
    [['updated', 'deleted'], 'deleted'],
    [['deleted', 'added'], 'updated'],
    [['added', 'deleted'], undefined],
    [['added', 'deleted', 'added'], 'added'],
  ])('%j come to %s', (kinds, net) => {
    expect(netChanges(kinds.map((kind) => change(kind, 'x'))).get('x')).toBe(net);
  });

  it('keeps documents apart and sorts them', () => {
    const paths = fc.uniqueArray(fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(paths, (unique) => {
        const net = netChanges(unique.map((path) => change('added', path)));
        expect([...net.keys()]).toEqual([...unique].sort());
      }),
    );
  });
});
