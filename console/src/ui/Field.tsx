import { useId, type ReactNode } from 'react';

/** What ties a form control to its label and hint. */
export interface FieldControl {
  id: string;
  'aria-describedby'?: string;
}

/** A form control with its label, and a hint if there is something to say. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string | undefined;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(hint !== undefined && { 'aria-describedby': `${id}-hint` }) })}
      {hint !== undefined && (
        <span id={`${id}-hint`} className="muted small">
          {hint}
        </span>
      )}
    </div>
  );
}
