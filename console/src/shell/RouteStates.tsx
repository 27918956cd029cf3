import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { messageOf } from '../api/callError';
import { StatePanel } from '../ui/StatePanel';

/** For addresses of no page. */
export function NotFound() {
  return (
    <StatePanel kind="empty" title="There is no such page">
      Check the address, or go to the <Link to="/">first page</Link>.
    </StatePanel>
  );
}

/** For a page that threw. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <StatePanel kind="error" title="The page failed">
      {messageOf(error)}
      <p>
        <button className="button" onClick={reset}>
          Try again
        </button>
      </p>
    </StatePanel>
  );
}
