import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { messageOf } from '../../api/callError';
import type { DeadLetter } from '../../api/sync';
import { useCall } from '../../api/useCall';
import { humanize } from '../../format/labels';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Facts } from '../../ui/Facts';
import { Notice } from '../../ui/Notice';

const ConfirmDialog = lazy(() => import('../../ui/ConfirmDialog'));

/** A message that failed for good: why, and what to do with it. */
export function DeadLetterCard({ letter }: { letter: DeadLetter }) {
  const { orgId, format } = useTenant();
  const call = useCall();
  const client = useQueryClient();
  const [isDiscarding, setIsDiscarding] = useState(false);
  const onSuccess = () => client.invalidateQueries({ queryKey: ['sync', orgId] });
  const { id, error, topic } = letter;
  const replay = useMutation({ mutationFn: () => call('replayDeadLetter', { id }), onSuccess });
  const discard = useMutation({ mutationFn: () => call('discardDeadLetter', { id }), onSuccess });
  return (
    <Card
      isListed
      title={humanize(error.code)}
      actions={<span className="badge">{humanize(letter.state)}</span>}
    >
      <p>{error.message}</p>
      <Facts
        facts={[
          ['Topic', topic],
          ['Stage', error.stage ?? '—'],
          ['Run', letter.runId ?? '—'],
          ['Attempts', format.count(letter.attempts)],
          ['First failed', format.dateTime(letter.firstFailedAt)],
          ['Last failed', format.dateTime(letter.lastFailedAt)],
        ]}
      />
      {letter.state !== 'discarded' && (
        <div className="actions">
          <button className="button" disabled={replay.isPending} onClick={() => replay.mutate()}>
            Replay
          </button>
          <button className="button quiet destructive" onClick={() => setIsDiscarding(true)}>
            Discard
          </button>
        </div>
      )}
      {replay.isError && <Notice tone="danger">{messageOf(replay.error)}</Notice>}
      {isDiscarding && (
        <Suspense>
          <ConfirmDialog
            title="Discard this message?"
            action="Discard"
            isDangerous
            isPending={discard.isPending}
            error={discard.error}
            onConfirm={() => discard.mutate()}
            onClose={() => setIsDiscarding(false)}
          >
            <p>It won't be sent again. The next sync does the work if it's still needed.</p>
          </ConfirmDialog>
        </Suspense>
      )}
    </Card>
  );
}
