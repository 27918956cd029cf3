import { Dialog } from '@base-ui/react/dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/callError';
import type { CallInput } from '../../api/contract';
import { useCall } from '../../api/useCall';
import { useTenant } from '../../shell/tenantContext';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';

const FIELDS = [
  { name: 'firstName', label: 'First name', type: 'text', autoComplete: 'off' },
  { name: 'lastName', label: 'Last name', type: 'text', autoComplete: 'off' },
  { name: 'email', label: 'Email', type: 'email', autoComplete: 'off' },
  { name: 'phone', label: 'Phone', type: 'tel', autoComplete: 'off' },
  { name: 'birthDate', label: 'Birthday', type: 'date', autoComplete: 'off' },
] as const;
type FieldName = (typeof FIELDS)[number]['name'];

/** What a customer entered by hand is known by. */
export type EditedProfile = Record<FieldName, string | null>;

const EMPTY: EditedProfile = { firstName: null, lastName: null, email: null, phone: null, birthDate: null };

/** Enters a customer by hand, or changes one who was. */
export default function ProfileDialog({
  customer,
  onSaved,
  onClose,
}: {
  /** The customer to change; null to enter a new one. */
  customer: { customerId: string; updatedAt: string | null; profile: EditedProfile } | null;
  onSaved: (customerId: string) => void;
  onClose: () => void;
}) {
  const { orgId } = useTenant();
  const call = useCall();
  const client = useQueryClient();
  const [values, setValues] = useState<EditedProfile>(customer?.profile ?? EMPTY);
  // Chosen once: a repeated click or call enters nobody twice.
  const [requestId] = useState(() => crypto.randomUUID());
  const isEmpty = FIELDS.every(({ name }) => values[name] === null);
  const save = useMutation({
    mutationFn: () => call('upsertCustomer', { orgId, profile: values, ...target(customer, requestId) }),
    onSuccess: async ({ customerId }) => {
      await client.invalidateQueries({ queryKey: ['customers', orgId] });
      await client.invalidateQueries({ queryKey: ['segments', orgId] });
      onSaved(customerId);
    },
  });
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title>{customer === null ? 'Add a customer' : 'Edit profile'}</Dialog.Title>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            {FIELDS.map(({ name, label, type, autoComplete }) => (
              <Field key={name} label={label}>
                {(control) => (
                  <input
                    {...control}
                    type={type}
                    autoComplete={autoComplete}
                    value={values[name] ?? ''}
                    onChange={(event) => setValues({ ...values, [name]: event.target.value || null })}
                  />
                )}
              </Field>
            ))}
            {save.isError && <Notice tone="danger">{messageOf(save.error)}</Notice>}
            <div className="actions">
              <Dialog.Close className="button">Cancel</Dialog.Close>
              <button className="button primary" disabled={save.isPending || isEmpty}>
                {customer === null ? 'Add customer' : 'Save'}
              </button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function target(
  customer: { customerId: string; updatedAt: string | null } | null,
  requestId: string,
): Partial<CallInput<'upsertCustomer'>> {
  if (customer === null) return { requestId };
  const { customerId, updatedAt } = customer;
  return { customerId, ...(updatedAt !== null && { expectedUpdatedAt: updatedAt }) };
}
