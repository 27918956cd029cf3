import { messageOf } from '../../api/callError';
import type { CustomerAnswer } from '../../api/customer';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { useCustomerEdit } from './useCustomerEdit';

type Consent = CustomerAnswer['customer']['consent'];
type Channel = keyof Consent;
type Status = Consent[Channel]['status'];

const CHANNELS: Record<Channel, string> = { sms: 'Text messages', email: 'Marketing emails' };
const STATUSES: Record<Status, string> = { unknown: 'Not asked', granted: 'Agreed', denied: 'Said no' };

/** Whether the customer wants the shop's texts and emails, as they said last. */
export function ConsentCard({ customerId, consent }: { customerId: string; consent: Consent }) {
  const { format } = useTenant();
  const edit = useCustomerEdit<{ channel: Channel; status: Status }>(customerId, {
    apply: (customer, { channel, status }) => ({
      ...customer,
      consent: { ...customer.consent, [channel]: { ...customer.consent[channel], status } },
    }),
    send: (call, address, said) => call('setCustomerConsent', { ...address, ...said }),
  });
  const channels = Object.keys(CHANNELS) as Channel[];
  const statuses = Object.keys(STATUSES) as Status[];
  return (
    <Card title="Consent">
      {channels.map((channel) => {
        const { status, at } = consent[channel];
        return (
          <Field
            key={channel}
            label={CHANNELS[channel]}
            hint={at === null ? undefined : `Since ${format.date(at)}`}
          >
            {(control) => (
              <select
                {...control}
                value={status}
                onChange={(event) =>
                  edit.mutate({ channel, status: statuses[event.target.selectedIndex] ?? 'unknown' })
                }
              >
                {statuses.map((name) => (
                  <option key={name} value={name}>
                    {STATUSES[name]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        );
      })}
      {edit.isError && <Notice tone="danger">{messageOf(edit.error)}</Notice>}
    </Card>
  );
}
