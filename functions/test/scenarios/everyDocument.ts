import { decodePathSegment } from '../../src/rules/identity/pathSegment';
import { inflateRawSync } from 'node:zlib';
import type { PipelineHarness } from '../support/pipeline';
import { plain } from './stored';

/** All that a database holds, ids included and the packed index unpacked, as one text. Begins to watch when it is made. */
export class EveryDocument {
  private readonly paths = new Set<string>();

  constructor(private readonly harness: PipelineHarness) {
    harness.server.onChange(({ path }) => this.paths.add(path));
  }

  /** The documents that hold any of the values, in whatever case, each with the first it holds. */
  async holding(values: readonly string[]): Promise<string[]> {
    const { firestore } = this.harness.server;
    const snapshots = await firestore.getAll(...[...this.paths].map((path) => firestore.doc(path)));
    const texts = snapshots
      .filter(({ exists }) => exists)
      .map((snapshot) => ({
        path: snapshot.ref.path,
        text: textOf(snapshot.ref.path, snapshot.data() ?? {}),
      }));
    texts.push({ path: 'log', text: JSON.stringify(this.harness.lines) });
    return texts.flatMap(({ path, text }) => {
      const value = values.find((candidate) => text.toLowerCase().includes(candidate.toLowerCase()));
      return value === undefined ? [] : [`${path} holds ${value}`];
    });
  }
}

function textOf(path: string, data: Record<string, unknown>): string {
  const { entries, ...fields } = data;
  const unpacked = entries instanceof Uint8Array ? inflateRawSync(entries).toString() : '';
  return `${decodedPath(path)} ${JSON.stringify(plain(fields))} ${unpacked}`;
}

/** Ids escape what isn't ASCII. */
function decodedPath(path: string): string {
  return path.split('/').map(decodePathSegment).join('/');
}
