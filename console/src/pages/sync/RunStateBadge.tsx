import { humanize } from '../../format/labels';
import type { Tone } from '../../ui/Notice';

const TONES: Record<'idle' | 'running' | 'succeeded' | 'failed', Tone> = {
  idle: 'info',
  running: 'info',
  succeeded: 'success',
  failed: 'danger',
};

/** The state of a sync or of a run. */
export function RunStateBadge({ state }: { state: keyof typeof TONES }) {
  return <span className={`badge ${TONES[state]}`}>{humanize(state)}</span>;
}
