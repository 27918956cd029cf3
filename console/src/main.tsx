import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/queryClient';
import { Console } from './Console';
import { SessionGate } from './session/SessionGate';
import { PageBoundary } from './shell/PageBoundary';
import { FullPage } from './ui/FullPage';
import { Spinner } from './ui/Spinner';
import './styles/index.css';

// After a deployment the parts that this page would load are gone: the new page has its own.
addEventListener('vite:preloadError', () => location.reload());

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root.');

const waiting = (
  <FullPage>
    <Spinner label="Loading the console" />
  </FullPage>
);

createRoot(element).render(
  <StrictMode>
    <PageBoundary>
      <QueryClientProvider client={createQueryClient()}>
        <Suspense fallback={waiting}>
          <SessionGate>
            <Console />
          </SessionGate>
        </Suspense>
      </QueryClientProvider>
    </PageBoundary>
  </StrictMode>,
);
