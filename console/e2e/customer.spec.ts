import { callAs, expect, manager, open, owner, staff, test } from './fixtures';

const address = (customerId: string) => ({ orgId: 'greenleaf', customerId });

test('shows profile, segment with its reason, spending and orders', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers?sort=totalSpent&direction=desc');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page).toHaveURL(/customers\/alleaves_/);
  await expect(page.getByRole('region', { name: 'Segment' })).toContainText(
    'at least 10 orders and $1000 spent',
  );
  await expect(page.getByRole('region', { name: 'Segment' })).toContainText(
    'Stays so unless an order comes.',
  );
  const orders = page.getByRole('region', { name: 'Orders', exact: true }).getByRole('row');
  await expect(orders.nth(1)).toContainText(/POS number|Email address/);
  expect(await orders.count()).toBeGreaterThan(10);
  await expect(page.locator('.chart rect').first()).toBeVisible();
});

test('says when and to what the segment will change', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers?segment=returning');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Segment' })).toContainText(
    /Without an order turns At risk on \w+ \d+, \d+/,
  );
});

test('edits tags in place: at once, and on the server', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers/alleaves_101');
  const tags = page.getByRole('region', { name: 'Tags' });
  await tags.getByLabel('New tag').fill('loud');
  await tags.getByRole('button', { name: 'Add' }).click();
  await expect(tags.getByRole('listitem')).toHaveText(['loud']);
  // A colleague's tag is not lost by the next edit.
  await callAs(staff('greenleaf'), 'setCustomerTags', { ...address('alleaves_101'), add: ['quiet'] });
  await tags.getByRole('button', { name: 'Remove tag loud' }).click();
  await expect(tags.getByRole('listitem')).toHaveText(['quiet']);
  // The page is ahead of the server.
  await expect
    .poll(
      async () => (await callAs(staff('greenleaf'), 'getCustomer', address('alleaves_101'))).customer.tags,
    )
    .toEqual(['quiet']);
});

test('sends edits one after the other, however long one takes', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers/alleaves_106');
  const answered: unknown[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/setCustomerTags')) answered.push(response.request().postDataJSON());
  });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(
    '**/api/setCustomerTags',
    async (route) => {
      await held;
      await route.continue();
    },
    { times: 1 },
  );
  const tags = page.getByRole('region', { name: 'Tags' });
  await tags.getByLabel('New tag').fill('brief');
  await tags.getByRole('button', { name: 'Add' }).click();
  await tags.getByRole('button', { name: 'Remove tag brief' }).click();
  await expect(tags).toContainText('No tags.');
  release();
  await expect
    .poll(() => answered)
    .toMatchObject([{ data: { add: ['brief'] } }, { data: { remove: ['brief'] } }]);
  await expect(tags).toContainText('No tags.');
});

test('takes an edit back that the server refuses', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers/alleaves_102');
  const tags = page.getByRole('region', { name: 'Tags' });
  await expect(tags).toContainText('No tags.');
  await page.route('**/api/setCustomerTags', (route) => route.abort());
  await tags.getByLabel('New tag').fill('lost');
  await tags.getByRole('button', { name: 'Add' }).click();
  await expect(tags.getByRole('alert')).toContainText('The server did not answer');
  await expect(tags.getByRole('listitem')).toHaveCount(0);
});

test('saves notes, and shows those of a colleague who was faster', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers/alleaves_103');
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('button', { name: 'Edit notes' }).click();
  await notes.getByLabel('Notes').fill('mine');
  await callAs(manager('greenleaf'), 'setCustomerNotes', { ...address('alleaves_103'), notes: 'theirs' });
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes).toContainText('A colleague has changed these notes');
  await expect(notes.locator('blockquote')).toHaveText('theirs');
  await notes.getByRole('button', { name: 'Replace theirs with mine' }).click();
  await expect(notes.getByRole('button', { name: 'Edit notes' })).toBeVisible();
  await expect(notes).toContainText('mine');
  const { customer } = await callAs(staff('greenleaf'), 'getCustomer', address('alleaves_103'));
  expect(customer.notes).toBe('mine');
});

test('erases a customer after a confirmation, for owners', async ({ page }) => {
  await open(page, owner('greenleaf'), 'greenleaf/customers/alleaves_104');
  await page.getByRole('button', { name: 'Erase personal data' }).click();
  const dialog = page.getByRole('alertdialog');
  const erase = dialog.getByRole('button', { name: 'Erase for good' });
  await expect(erase).toBeDisabled();
  await dialog.getByLabel('Type “erase” to confirm').fill('erase');
  await erase.click();
  await expect(page).toHaveURL(/greenleaf\/customers$/);
  const { customer } = await callAs(owner('greenleaf'), 'getCustomer', address('alleaves_104'));
  expect([customer.email, customer.phone, customer.firstName, customer.lastName]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('offers no erasure below owner, and tells of unknown customers', async ({ page }) => {
  await open(page, manager('greenleaf'), 'greenleaf/customers/alleaves_105');
  await expect(page.getByRole('region', { name: 'Profile' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Erase personal data' })).toHaveCount(0);
  await open(page, manager('greenleaf'), 'greenleaf/customers/nobody');
  await expect(page.getByRole('alert')).toContainText('There is no such customer');
});
