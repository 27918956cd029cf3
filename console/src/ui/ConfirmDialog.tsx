import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { messageOf } from '../api/callError';
import { Notice } from './Notice';

interface ConfirmDialogProps {
  title: string;
  children: ReactNode;
  /** What the button that does it says. */
  action: string;
  isDangerous?: boolean;
  isPending: boolean;
  /** Whether the button can be pressed yet. */
  isReady?: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done; closes by Escape or Cancel, and holds the focus meanwhile. */
export default function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    title,
    children,
    action,
    isDangerous = false,
    isPending,
    isReady = true,
    error,
    onConfirm,
    onClose,
  } = props;
  return (
    <AlertDialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <div className="stack">{children}</div>
          {error !== null && error !== undefined && <Notice tone="danger">{messageOf(error)}</Notice>}
          <div className="actions">
            <AlertDialog.Close className="button">Cancel</AlertDialog.Close>
            <button
              className={`button ${isDangerous ? 'danger' : 'primary'}`}
              disabled={isPending || !isReady}
              onClick={onConfirm}
            >
              {action}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
