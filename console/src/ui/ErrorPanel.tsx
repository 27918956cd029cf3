import { isMissing, isRefused, isTransient, messageOf } from '../api/callError';
import { StatePanel } from './StatePanel';

/** What stands where something could not be loaded: why, and what to do. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (isRefused(error))
    return (
      <StatePanel kind="refused" title="Your role can't open this">
        {messageOf(error)}
      </StatePanel>
    );
  if (isMissing(error))
    return (
      <StatePanel kind="missing" title="Not found">
        {messageOf(error)}
      </StatePanel>
    );
  return (
    <StatePanel kind="error" title="This didn't load">
      {messageOf(error)}
      {isTransient(error) && (
        <p>
          <button className="button" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </StatePanel>
  );
}
