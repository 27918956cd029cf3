import { callAs, expect, manager, open, owner, staff, test } from './fixtures';

const address = (customerId: string) => ({ orgId: 'greenleaf', customerId });

test('shows profile, segment with its reason, spending and orders', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers?sort=totalSpent&direction=desc');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page).toHaveURL(/customers\/alleaves_/);
  await expect(page.getByRole('region', { name: 'Segment' })).toContainText(
    'at least 10 orders and $1,000 spent',
  );
  await expect(page.getByRole('region', { name: 'Segment' })).toContainText(
    "Won't change until they order again.",
  );
  const orders = page.getByRole('region', { name: 'Orders', exact: true }).getByRole('row');
  await expect(orders.nth(1)).toContainText(/POS number|Email address/);
  await orders.nth(1).getByRole('button').click();
  await expect(page.getByRole('list', { name: 'Items of the order' }).getByRole('listitem')).toContainText(
    /^1 × .+\$\d/,
  );
  await expect(
    page.getByRole('region', { name: 'Favorite products' }).getByRole('listitem').first(),
  ).toContainText(/\d orders?$/);
  expect(await orders.count()).toBeGreaterThan(10);
  await expect(page.locator('.chart rect').first()).toBeVisible();
});

test('says when and to what the segment will change', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers?segment=returning');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Segment' })).toContainText(
    /Without an order, becomes At risk on \w+ \d+, \d+/,
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
  await expect(tags.getByRole('alert')).toContainText("The server didn't answer");
  await expect(tags.getByRole('listitem')).toHaveCount(0);
});

test('saves notes, and shows those of a colleague who was faster', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers/alleaves_103');
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('button', { name: 'Edit notes' }).click();
  await notes.getByLabel('Notes').fill('mine');
  await callAs(manager('greenleaf'), 'setCustomerNotes', { ...address('alleaves_103'), notes: 'theirs' });
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes).toContainText('A colleague changed these notes');
  await expect(notes.locator('blockquote')).toHaveText('theirs');
  await notes.getByRole('button', { name: 'Replace theirs with mine' }).click();
  await expect(notes.getByRole('button', { name: 'Edit notes' })).toBeVisible();
  await expect(notes).toContainText('mine');
  const { customer } = await callAs(staff('greenleaf'), 'getCustomer', address('alleaves_103'));
  expect(customer.notes).toBe('mine');
});

test('keeps notes that were not saved, over leaving the page and reloading it', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers/alleaves_107');
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByRole('button', { name: 'Edit notes' }).click();
  await notes.getByLabel('Notes').fill('half a thought');
  await page.getByRole('link', { name: 'Menu', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Menu' })).toBeVisible();
  await page.goBack();
  await expect(notes.getByLabel('Notes')).toHaveValue('half a thought');
  await page.reload();
  await expect(notes.getByLabel('Notes')).toHaveValue('half a thought');
  await expect(notes).toContainText("You hadn't saved these notes");
  await notes.getByRole('button', { name: 'Save' }).click();
  await expect(notes.getByRole('button', { name: 'Edit notes' })).toBeVisible();
  await page.reload();
  await expect(notes).toContainText('half a thought');
  await expect(notes.getByLabel('Notes')).toHaveCount(0);
});

test('leaves no draft behind for the next person', async ({ page }) => {
  await open(page, staff('greenleaf'), 'greenleaf/customers/alleaves_108');
  await page.getByRole('button', { name: 'Edit notes' }).click();
  await page.getByRole('textbox', { name: 'Notes' }).fill('secret');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('secret');
});

test('adds a customer by hand and edits them, for managers', async ({ page }) => {
  await open(page, manager('harbor'), 'harbor/customers');
  await page.getByRole('button', { name: 'Add customer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a customer' });
  await expect(dialog.getByRole('button', { name: 'Add customer' })).toBeDisabled();
  await dialog.getByLabel('First name').fill('Wilhelmina');
  await dialog.getByLabel('Email').fill('not an address');
  await dialog.getByLabel('Email').fill('wil@example.org');
  await dialog.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByRole('heading', { name: 'Wilhelmina', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('by hand');
  await page.getByRole('button', { name: 'Edit profile' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit profile' });
  await expect(edit.getByLabel('Email')).toHaveValue('wil@example.org');
  await edit.getByLabel('Last name').fill('Oduya');
  await edit.getByLabel('Birthday').fill('1980-02-03');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Wilhelmina Oduya', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Profile' })).toContainText('Feb 3, 1980');
});

test('erases a customer after a confirmation, for owners', async ({ page }) => {
  await open(page, owner('greenleaf'), 'greenleaf/customers/alleaves_104');
  await page.getByRole('button', { name: 'Erase personal data' }).click();
  const dialog = page.getByRole('alertdialog');
  const erase = dialog.getByRole('button', { name: 'Erase permanently' });
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
  await expect(page.getByRole('alert')).toContainText("There's no such customer");
});
