import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pagePreloads } from './pagePreloads.mts';

/** `npm run emulators` listens there; `npm run dev` passes on to it what isn't the console itself. */
const FUNCTION_HOST = 'http://127.0.0.1:5001';

/** Small parts that several pages have; what is large in `ui/` is loaded by those that need it. */
const COMMON = new RegExp(
  [
    'src/(?:api|format|ui)/(?!table|ConfirmDialog|FloatingPanel)',
    'src/session/useMay',
    'src/pages/customers/(?:customerName|CustomerLink)',
    'lucide-react/',
    '@tanstack/(?:react-query|query-core)/',
  ]
    .join('|')
    .replaceAll('/', String.raw`[\\/]`),
);

export default defineConfig({
  base: '/console/',
  plugins: [react(), pagePreloads()],
  // Hosting serves console/dist at its root, so that the console is at /console/ there as it is under the function host.
  build: {
    outDir: 'dist/console',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // A page would begin with twenty requests otherwise, most of them for less than a kilobyte.
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'common', test: COMMON, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': FUNCTION_HOST, '/__': FUNCTION_HOST } },
});
