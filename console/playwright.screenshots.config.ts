import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/** Makes the pictures in `docs/console`. */
export default defineConfig({ ...tests, testDir: 'screenshots', projects: [{ name: 'pictures' }] });
