/** Says that something is on its way, to eyes and to screen readers. */
export function Spinner({ label }: { label: string }) {
  return (
    <p role="status" className="spinner">
      <span aria-hidden="true" /> {label} …
    </p>
  );
}
