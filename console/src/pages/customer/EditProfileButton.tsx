import { UserRoundPen } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { CustomerAnswer } from '../../api/customer';
import { useMay } from '../../session/useMay';

const ProfileDialog = lazy(() => import('./ProfileDialog'));

/** Changes who a customer is, for managers and customers entered by hand: the others' profiles are the POS's. */
export function EditProfileButton({ customer }: { customer: CustomerAnswer['customer'] }) {
  const [isOpen, setIsOpen] = useState(false);
  const mayEdit = useMay('manager');
  if (!mayEdit || customer.source !== 'manual') return null;
  const { customerId, updatedAt, firstName, lastName, email, phone, birthDate } = customer;
  return (
    <>
      <button className="button" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <UserRoundPen aria-hidden="true" size={16} /> <span className="label">Edit profile</span>
      </button>
      {isOpen && (
        <Suspense>
          <ProfileDialog
            customer={{ customerId, updatedAt, profile: { firstName, lastName, email, phone, birthDate } }}
            onSaved={() => setIsOpen(false)}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
