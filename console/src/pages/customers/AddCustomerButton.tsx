import { useNavigate } from '@tanstack/react-router';
import { UserRoundPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../../session/useMay';
import { useTenant } from '../../shell/tenantContext';

const ProfileDialog = lazy(() => import('../customer/ProfileDialog'));

/** Enters a customer by hand, for managers. */
export function AddCustomerButton() {
  const { orgId } = useTenant();
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const mayAdd = useMay('manager');
  if (!mayAdd) return null;
  return (
    <>
      <button className="button" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <UserRoundPlus aria-hidden="true" size={16} /> <span className="label">Add customer</span>
      </button>
      {isOpen && (
        <Suspense>
          <ProfileDialog
            customer={null}
            onSaved={(customerId) =>
              void navigate({ to: '/$orgId/customers/$customerId', params: { orgId, customerId } })
            }
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
