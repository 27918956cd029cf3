import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { UserRoundX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { CustomerAnswer } from '../../api/customer';
import { useCall } from '../../api/useCall';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';
import { Field } from '../../ui/Field';
import { customerName } from '../customers/customerName';

const ConfirmDialog = lazy(() => import('../../ui/ConfirmDialog'));

/** The word that has to be typed: there is no way back. */
const WORD = 'erase';

/** Erases what is known of a person, for owners. */
export function EraseButton({ customer }: { customer: CustomerAnswer['customer'] }) {
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const mayErase = useMay('owner');
  const { orgId } = useTenant();
  const { customerId } = customer;
  const call = useCall();
  const client = useQueryClient();
  const navigate = useNavigate();
  const erase = useMutation({
    mutationFn: async () => {
      // A call does as much as it has time for.
      while (!(await call('eraseCustomer', { orgId, customerId })).complete);
    },
    onSuccess: async () => {
      client.removeQueries({ queryKey: ['customers', orgId] });
      await navigate({ to: '/$orgId/customers', params: { orgId } });
    },
  });
  if (!mayErase) return null;
  return (
    <>
      <button
        className="button quiet destructive"
        onClick={() => {
          setTyped('');
          erase.reset();
          setIsOpen(true);
        }}
      >
        <UserRoundX aria-hidden="true" size={16} /> <span className="label">Erase personal data</span>
      </button>
      {isOpen && (
        <Suspense>
          <ConfirmDialog
            title={`Erase ${customerName(customer)}?`}
            action="Erase permanently"
            isDangerous
            isPending={erase.isPending}
            isReady={typed.trim().toLowerCase() === WORD}
            error={erase.error}
            onConfirm={() => erase.mutate()}
            onClose={() => setIsOpen(false)}
          >
            <p>
              This clears name, email, phone, birthday, tags and notes, and later syncs won't bring them back.
              Orders and totals stay. You can't undo this.
            </p>
            <Field label={`Type “${WORD}” to confirm`}>
              {(control) => (
                <input
                  {...control}
                  value={typed}
                  autoComplete="off"
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </Field>
          </ConfirmDialog>
        </Suspense>
      )}
    </>
  );
}
