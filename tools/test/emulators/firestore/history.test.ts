import { FirestoreMock } from '@firebase-bridge/firestore-admin';
import { Timestamp } from 'firebase-admin/firestore';
import { HistoryPruner } from '../../../emulators/firestore/history';

describe('HistoryPruner', () => {
  it('forgets the versions that are no longer read and keeps the others', () => {
    const mock = new FirestoreMock();
    let now = 0;
    mock.systemTime.custom(() => new Date(now));
    const { database } = mock.createDatabase('demo-history-test');
    const pruner = new HistoryPruner(database);
    const write = (at: number, value: string) => {
      now = at;
      database.setDocument('a/b', { value });
    };
    const valueAt = (time: number): unknown =>
      database.query({ collectionId: 'a', predicate: () => true, readTime: Timestamp.fromMillis(time) })[0]
        ?.data['value'];
    write(1_000, 'first');
    write(2_000, 'second');
    write(9_000, 'third');
    write(10_000, 'fourth');
    expect([1_500, 2_500, 9_500, 10_000].map(valueAt)).toEqual(['first', 'second', 'third', 'fourth']);

    const request = { writes: [{ update: { name: 'projects/p/databases/(default)/documents/a/b' } }] };
    pruner.prune(request, new Date(10_000));
    expect(valueAt(1_500)).toBeUndefined();
    // At 5 s, the oldest time still read, the second version was the current one.
    expect([5_000, 9_500, 10_000].map(valueAt)).toEqual(['second', 'third', 'fourth']);
  });
});
