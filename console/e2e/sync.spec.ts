import { OVERRIDES } from '../../functions/src/rules/answers/overrides';
import { callAs, expect, manager, open, operator, owner, staff, test } from './fixtures';

test('shows the state of the sync, its counts and what a run cost', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/sync');
  const state = page.getByRole('region', { name: 'State' });
  await expect(state).toContainText('3,004');
  await expect(state).toContainText(/ago|now/);
  const runs = page.getByRole('region', { name: 'Runs' });
  await expect(runs).toContainText(/reads, [\d,]+ writes, 0 deletes: (\$\d|less than \$0\.01)/);
  await expect(runs.getByRole('row', { name: /^Customers/ }).last()).toContainText('3,004');
  await expect(page.getByRole('button', { name: 'Start' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Quarantine' })).toHaveCount(0);
});

test('starts a dry run and watches it to its end', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, manager('greenleaf'), 'greenleaf/sync');
  await page.getByLabel('Dry run: only count').check();
  await page.getByRole('button', { name: 'Start' }).click();
  const progress = page.getByRole('region', { name: 'Incremental dry run under way' });
  await expect(progress.getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled();
  await expect(page.getByText('The dry run has succeeded.')).toBeVisible({ timeout: 90_000 });
  await expect(progress).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Runs' }).locator('details').first()).toContainText(
    'Incremental, dry run',
  );
});

test('reads one customer again, then runs a full sync, and watches both to their end', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, manager('harbor'), 'harbor/customers/alleaves_1');
  await page.getByRole('button', { name: 'Sync this customer' }).click();
  await expect(page.getByText('Up to date with the POS.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Sync', exact: true }).click();
  const newest = page.getByRole('region', { name: 'Runs' }).locator('details').first();
  await expect(newest).toContainText('Incremental, of one customer, on request');
  await page.getByLabel('Mode').selectOption('Full: check every document');
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText('The sync has succeeded.')).toBeVisible({ timeout: 60_000 });
  await expect(newest).toContainText('Full, on request');
  await expect(newest.getByRole('row', { name: /^Customers/ })).toContainText('120');
});

test('pauses and resumes', async ({ page }) => {
  await open(page, owner('fresh'), 'fresh/sync');
  await expect(page.getByText('This shop has never been synced.')).toBeVisible();
  await page.getByRole('button', { name: 'Pause the sync' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('The sync is paused')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled();
  await page.getByRole('button', { name: 'Resume the sync' }).click();
  await expect(page.getByText('The sync is paused')).toHaveCount(0);
});

test('shows rows in quarantine with the reason, and the row itself to operators', async ({
  page,
  browser,
}) => {
  await open(page, manager('oddities'), 'oddities/sync/quarantine');
  await expect(
    page.getByRole('article', { name: /^Customer (?:no\. \d|without a number)/ }).first(),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: /^Quarantine \d+$/ })).toBeVisible();
  await expect(page.getByText('Row as received')).toHaveCount(0);
  const other = await browser.newPage();
  await open(other, operator, 'oddities/sync/quarantine');
  await other.getByText('Row as received').first().click();
  await expect(other.locator('.payload').first()).toContainText('{');
  await other.close();
});

test('replays and discards dead letters, for operators', async ({ page }) => {
  const openIds = async () => {
    const { letters: found } = await callAs(operator, 'listDeadLetters', { orgId: 'locked', state: 'open' });
    return found.map(({ id }) => id);
  };
  const [first] = await openIds();
  await open(page, operator, 'locked/sync/dead-letters');
  const letters = page.getByRole('article', { name: 'POS secret missing' });
  await expect(letters).toHaveCount(1);
  await expect(letters.first()).toContainText('Create them in Secret Manager');
  await letters.first().getByRole('button', { name: 'Replay' }).click();
  // The message fails again, because the secrets are still missing: it is another dead letter then.
  await expect.poll(async () => (await openIds()).filter((id) => id !== first).length).toBe(1);
  await page.reload();
  await letters.first().getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('heading', { name: 'No open dead letters' })).toBeVisible();
  await page.getByLabel('Show').selectOption('Replayed');
  await expect(letters).toHaveCount(1);
});

test('asks before a sync may empty the menu, in the words of the command line, and forgets it then', async ({
  page,
}) => {
  await open(page, owner('oddities'), 'oddities/sync');
  let requests = 0;
  await page.route('**/api/requestSync', async (route) => {
    requests += 1;
    expect(route.request().postDataJSON()).toMatchObject({ data: { forceMenu: true } });
    await route.fulfill({ json: { result: { runId: 'run-asked-for' } } });
  });
  const allow = page.getByLabel('Let this sync empty or halve the menu');
  await allow.check();
  await page.getByRole('button', { name: 'Start' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Let this sync empty or halve the menu?' });
  await expect(dialog).toContainText(OVERRIDES.forceMenu.warning('Odd Corner'));
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(requests).toBe(0);
  await page.getByRole('button', { name: 'Start' }).click();
  await dialog.getByRole('button', { name: 'Sync anyway' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(allow).not.toBeChecked();
  expect(requests).toBe(1);
});

test('tells a failed run with its fault and fix', async ({ page }) => {
  await open(page, owner('locked'), 'locked/sync');
  await expect(page.getByRole('region', { name: 'State' })).toContainText('Failed');
  await expect(page.getByRole('region', { name: 'State' })).toContainText('Create them in Secret Manager');
});

test('refuses pages that are not for the role', async ({ page }) => {
  await open(page, manager('oddities'), 'oddities/sync/dead-letters');
  await expect(page.getByRole('heading', { name: "Your role can't open this" })).toBeVisible();
});
