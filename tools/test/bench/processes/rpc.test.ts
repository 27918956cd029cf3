import { join } from 'node:path';
import { posProtocol } from '../../../bench/processes/protocols';
import { type RemoteProcess, startProcess } from '../../../bench/processes/rpc';

const script = join(__dirname, '../../../bench/processes/posProcess.ts');
let remote: RemoteProcess<typeof posProtocol>;

beforeAll(() => {
  remote = startProcess(posProtocol, script);
});

afterAll(() => remote.stop());

describe('a process of the benchmark', () => {
  it('answers with what the schema of the result allows', async () => {
    await expect(remote.call('requests', {})).resolves.toEqual({ total: 0, peakInFlight: 0 });
  });

  it('hands a failed procedure’s error to the caller', async () => {
    await expect(remote.call('change', { share: 0.1, seed: 1 })).rejects.toThrow(
      'The point of sale has not been started.',
    );
  });

  it('refuses parameters that the schema does not allow', async () => {
    await expect(remote.call('change', { share: 0.1, seed: 1.5 })).rejects.toThrow('seed');
  });

  it('fails what is still waiting when the process ends', async () => {
    process.kill(remote.pid, 'SIGSTOP');
    const waiting = remote.call('requests', {});
    process.kill(remote.pid, 'SIGKILL');
    await expect(waiting).rejects.toThrow('ended by itself (SIGKILL)');
  });
});
