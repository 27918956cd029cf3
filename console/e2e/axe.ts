import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** All rules. Only what they find is described and taken over: most of a run's time would go into what passes. */
const RUN = `axe
  .run({ resultTypes: ['violations'], selectors: false, preload: false })
  .then(({ violations }) => ({ violations }))`;

/** What axe finds on a page as it stands; run by the browser's own tools, which no Content-Security-Policy stops. */
export async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate('window.axe === undefined')) await page.evaluate(`(() => { ${axe} })()`);
  const { violations: found } = await page.evaluate<Pick<AxeResults, 'violations'>>(RUN);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
