/** Grey lines where content is about to come. */
export function Skeleton({ label, lines = 6 }: { label: string; lines?: number }) {
  return (
    <div role="status" className="skeleton">
      <span className="visually-hidden">Loading {label} …</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} aria-hidden="true" />
      ))}
    </div>
  );
}
