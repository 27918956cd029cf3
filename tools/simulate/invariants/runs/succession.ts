import { z } from 'zod';
import { field, type Invariant, type Scene } from '../invariant';

const stageMessage = z.object({ previousAttempt: z.int().optional() });

/** A step goes on from one attempt at the step before, however many there were and whatever they sent. */
export function succession({ published }: Scene): Invariant {
  /** Which attempt handed over to each step that has begun. */
  const handedOver = new Map<string, number>();
  const previousAttempt = (label: string): number | undefined => {
    const text = published().find(({ topic, id }) => `${topic}#${id}` === label)?.text;
    return text === undefined ? undefined : stageMessage.parse(JSON.parse(text)).previousAttempt;
  };

  return {
    name: 'one attempt hands over',
    onCommit({ invocation, writes }) {
      for (const { path, collection, before, after } of writes) {
        const runId = field(after, 'lease', 'runId');
        if (collection !== 'sync_status' || typeof runId !== 'string') continue;
        const isBegun = ['runId', 'step', 'attempt'].some(
          (name) => field(before, 'lease', name) !== field(after, 'lease', name),
        );
        const attempt = isBegun ? previousAttempt(invocation.label) : undefined;
        if (attempt === undefined) continue;
        const step = `${path}: step ${String(field(after, 'lease', 'step'))} of run ${runId}`;
        const known = handedOver.get(step) ?? attempt;
        if (known !== attempt)
          return `${step} goes on from attempt ${attempt} at the step before, and from ${known}`;
        handedOver.set(step, attempt);
      }
      return undefined;
    },
  };
}
