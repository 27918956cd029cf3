import { reportOf } from '../../demo/demo';
import type { Progress } from '../../terminal/progress';
import { Sequence } from '../../demo/sequence';
import { DEMO_NOW, threeTenants } from '../../demo/demos/threeTenants';

const silent: Progress = {
  begin: () => undefined,
  update: () => undefined,
  line: () => undefined,
  end: () => undefined,
};

// One suite a process: the functions keep the clients they first made.
describe('a demo whose sync fails', () => {
  it('stops and reports what went wrong', async () => {
    const { small } = threeTenants({ customers: 1, items: 1, shareWithEmail: 0 });
    const tenants = [{ ...small, historyStart: 'long ago' }];
    const sequence = await Sequence.start({ tenants, now: DEMO_NOW, progress: silent });
    let later = false;
    const run = async () => {
      await sequence.tick('first sync');
      later = true;
    };
    const { ok, checks, ticks } = await reportOf({ sequence, run });

    expect(ok).toBe(false);
    expect(later).toBe(false);
    expect(ticks).toHaveLength(1);
    expect(checks).toHaveLength(1);
    expect(checks[0]?.name).toMatch(/^first sync: every run succeeds/);
    expect(checks[0]?.detail).toMatch(
      /corner-shop: the run is failed: tenant_malformed in customers: .*pos\.historyStart/,
    );
    expect(checks[0]?.detail).toMatch(/dead letters: tenant_malformed/);
  });
});
