import { useMutation } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { messageOf } from '../../api/callError';
import type { CustomerAnswer } from '../../api/customer';
import { useCall } from '../../api/useCall';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { Notice } from '../../ui/Notice';
import { useFollowedRun } from '../sync/useFollowedRun';

/** Reads the customer from the POS again, for managers. The page shows what that changed once it has ended. */
export function ResyncButton({ customer }: { customer: CustomerAnswer['customer'] }) {
  const { orgId, syncStatus } = useTenant();
  const call = useCall();
  const mayResync = useMay('manager');
  const { customerId, source } = customer;
  const resync = useMutation({ mutationFn: () => call('resyncCustomer', { orgId, customerId }) });
  if (!mayResync || source === 'manual' || syncStatus !== 'active') return null;
  return (
    <>
      {resync.isSuccess && <Outcome key={resync.data.runId} runId={resync.data.runId} />}
      {resync.isError && <Notice tone="danger">{messageOf(resync.error)}</Notice>}
      <button className="button" disabled={resync.isPending} onClick={() => resync.mutate()}>
        <RefreshCw aria-hidden="true" size={16} /> <span className="label">Sync this customer</span>
      </button>
    </>
  );
}

function Outcome({ runId }: { runId: string }) {
  const { ended } = useFollowedRun(runId);
  if (ended === undefined) return <Notice tone="info">Reading this customer from the POS …</Notice>;
  if (ended.state === 'succeeded') return <Notice tone="success">Up to date with the POS.</Notice>;
  return <Notice tone="danger">{ended.error?.message ?? 'The sync failed.'}</Notice>;
}
