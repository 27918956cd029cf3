import { Component, type ReactNode } from 'react';
import { messageOf } from '../api/callError';
import { FullPage } from '../ui/FullPage';
import { StatePanel } from '../ui/StatePanel';

/** Shown instead of the whole page if it can't be rendered. A class, because React has no hook for it. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <StartFault error={this.state.error} />;
  }
}

/** All that is left to do when there is no page. */
export function StartFault({ error }: { error: unknown }) {
  return (
    <FullPage>
      <main>
        <StatePanel kind="error" title="The console couldn't start">
          {messageOf(error)}
          <p>
            <button className="button" onClick={() => location.reload()}>
              Reload
            </button>
          </p>
        </StatePanel>
      </main>
    </FullPage>
  );
}
