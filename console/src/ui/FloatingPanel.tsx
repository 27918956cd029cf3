import { Popover } from '@base-ui/react/popover';
import type { ReactNode, RefObject } from 'react';

/** A small panel beside the button that opened it: focus goes in, Escape and a click outside close it, focus goes back. */
export default function FloatingPanel({
  label,
  anchor,
  onClose,
  children,
}: {
  label: string;
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { event }) => {
        // The button itself toggles.
        if (!isOpen && !(event.target instanceof Node && anchor.current?.contains(event.target) === true))
          onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} sideOffset={6} align="end" className="floating">
          <Popover.Popup className="panel card" finalFocus={anchor} aria-label={label}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
