import { once } from 'node:events';
import type { FSWatcher } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventEmitter } from 'node:stream';
import { setTimeout as rest } from 'node:timers/promises';
import type { ProcessHost } from '../../emulators/process/processHost';
import { reloadOnChange } from '../../emulators/reload';
import { startProcessSuite, type Suite } from '../../emulators/suite';
import { recordingLog } from './recordingLog';

const project = 'demo-reload-test';

describe('functions whose source changes', () => {
  let suite: Suite<ProcessHost>;
  let watcher: FSWatcher | undefined;
  let sources: string;
  let told: string[];
  const said = new EventEmitter();

  beforeEach(async () => {
    sources = await mkdtemp(join(tmpdir(), 'sync-sam-reload-'));
    await mkdir(join(sources, 'rules'));
    suite = await startProcessSuite({
      ...{ project, schedules: false, restarts: true, log: recordingLog(), output: () => undefined },
      entry: join(__dirname, 'process/toyProcess.ts'),
    });
    told = [];
    watcher = reloadOnChange(
      suite.functions,
      (line) => {
        told.push(line);
        said.emit('line');
      },
      sources,
    );
  });
  afterEach(async () => {
    watcher?.close();
    await suite.stop(10);
  });

  /** Which process answers, once one does. */
  const answering = async () => {
    for (let tries = 0; ; tries += 1) {
      try {
        await fetch(`${suite.functions.url}/${project}/europe-west1/hello`, { method: 'POST' });
        return suite.functions.processId();
      } catch (error) {
        if (tries === 100) throw error;
        await rest(50);
      }
    }
  };

  it('are loaded again, once for all that an editor writes, and named by their file', async () => {
    const before = await answering();
    const line = once(said, 'line');
    for (const text of ['', 'export', 'export {};']) await writeFile(join(sources, 'rules/one.ts'), text);
    await line;
    await rest(50);
    expect(await answering()).not.toBe(before);
    expect(told).toEqual([`functions/src/${join('rules', 'one.ts')} changed: loading the functions again …`]);
  });

  it('stay as they are when something else is written there', async () => {
    const before = suite.functions.processId();
    await writeFile(join(sources, 'notes.md'), 'x');
    // Longer than the rest after the last of an editor's writes.
    await rest(600);
    expect(told).toEqual([]);
    expect(suite.functions.processId()).toBe(before);
  });
});
