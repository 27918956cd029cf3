import { Component, type ReactNode } from 'react';
import { messageOf } from '../api/callError';
import { FullPage } from '../ui/FullPage';
import { StatePanel } from '../ui/StatePanel';

/** Stands in for the whole page where it can't be shown. A class, because React has no hook for it. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <FullPage>
        <main>
          <StatePanel kind="error" title="The console could not start">
            {messageOf(this.state.error)}
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
}
