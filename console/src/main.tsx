import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/queryClient';
import { Console } from './Console';
import { openSessions } from './session/openSessions';
import { SessionGate } from './session/SessionGate';
import { PageBoundary, StartFault } from './shell/PageBoundary';
import './styles/index.css';

// After a deployment the parts that this page would load are gone: the new page has its own.
addEventListener('vite:preloadError', () => location.reload());

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root.');

const root = createRoot(element);

function show(content: ReactNode): void {
  root.render(
    <StrictMode>
      <PageBoundary>{content}</PageBoundary>
    </StrictMode>,
  );
}

// Until then index.html says that the console is loading.
openSessions().then(
  (sessions) =>
    show(
      <QueryClientProvider client={createQueryClient()}>
        <SessionGate sessions={sessions}>
          <Console />
        </SessionGate>
      </QueryClientProvider>,
    ),
  (error: unknown) => show(<StartFault error={error} />),
);
