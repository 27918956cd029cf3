import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { messageOf } from '../api/callError';
import { useSession } from '../session/sessionContext';
import { PageTitle } from '../ui/PageTitle';
import { StatePanel } from '../ui/StatePanel';
import { Shell } from './Shell';

/** For addresses outside of any shop's pages: with the navigation of the shop that the user works for. */
export function NotFoundInShell() {
  const { orgId } = useSession();
  return (
    <Shell tenant={orgId === null ? null : { orgId, name: orgId }}>
      <NotFound />
    </Shell>
  );
}

/** For addresses of no page. */
export function NotFound() {
  return (
    <>
      <PageTitle title="Page not found" />
      <StatePanel kind="missing" title="There's nothing at this address">
        Check the address, or go to the <Link to="/">first page</Link>.
      </StatePanel>
    </>
  );
}

/** For a page that threw. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <StatePanel kind="error" title="This page stopped working">
      {messageOf(error)}
      <p>
        <button className="button" onClick={reset}>
          Try again
        </button>
      </p>
    </StatePanel>
  );
}
