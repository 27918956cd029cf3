import { field, type Invariant, type Scene } from '../invariant';

/**
 * A delivery that is acknowledged while it holds its tenant has handed the run over, the next message is in Pub/Sub, or is
 * kept as a dead letter.
 */
export function handover({ store, runs, published }: Scene): Invariant {
  return {
    name: 'no run is abandoned',
    onAcknowledged({ number, orgId, label }) {
      const holder = orgId === null ? undefined : runs.holder(orgId);
      if (holder?.invocation !== number) return undefined;
      const lease = field(store.documents.get(`tenants/${String(orgId)}/sync_status/pos`), 'lease');
      if (field(asRecord(lease), 'runId') !== holder.runId) return undefined;
      const step = Number(field(asRecord(lease), 'step'));
      const handedOver = published().some(
        ({ topic, text }) => isStep(text, holder.runId, step + 1) || isLetterOf(topic, text, label),
      );
      return handedOver
        ? undefined
        : `${label} is acknowledged, and run ${holder.runId} waits for its step ${step + 1}`;
    },
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function isStep(text: string, runId: string, step: number): boolean {
  return text.includes(`"runId":"${runId}","step":${step},`);
}

function isLetterOf(topic: string, text: string, label: string): boolean {
  const [of, messageId] = label.split('#');
  return (
    topic === 'pos-sync-dead-letter' &&
    text.includes(`"topic":"${of ?? ''}","messageId":"${messageId ?? ''}"`)
  );
}
