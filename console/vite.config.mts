import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run emulators` listens there; `npm run dev` passes on to it what isn't the console itself. */
const FUNCTION_HOST = 'http://127.0.0.1:5001';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  // Hosting serves console/dist at its root, so that the console is at /console/ there as it is under the function host.
  build: {
    outDir: 'dist/console',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': FUNCTION_HOST, '/__': FUNCTION_HOST } },
});
