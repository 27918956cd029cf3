import { callAs, expect, manager, open, owner, staff, test } from './fixtures';

test('shows managers who is likely the same person, and leads to each', async ({ page }) => {
  await open(page, manager('oddities'), 'oddities/customers');
  await page.getByRole('link', { name: 'Duplicates' }).click();
  await expect(page.getByRole('heading', { name: 'Likely duplicates', level: 1 })).toBeVisible();
  const group = page.getByRole('article', { name: 'Same email: family@example.com' });
  await expect(group.getByRole('listitem')).toHaveText([
    /^Paul Family no\. 51\s*1 order · \$20\.00 · last Nov 9, 2026$/,
    /^Petra Family no\. 52\s*1 order · \$19\.00 · last Nov 10, 2026$/,
  ]);
  await group.getByRole('link', { name: 'Petra Family' }).click();
  await expect(page.getByRole('heading', { name: 'Petra Family', level: 1 })).toBeVisible();
});

test('finds customers entered by hand by the digits of their phone number', async ({ page }) => {
  const orgId = 'harbor';
  const { customers } = await callAs(manager(orgId), 'listCustomers', { orgId, limit: 100 });
  const phone = customers.find((customer) => customer.phone?.startsWith('+1555') === true)?.phone ?? '';
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone) ?? [];
  await callAs(manager(orgId), 'upsertCustomer', {
    orgId,
    profile: { firstName: 'Twin', phone: `(${area}) ${exchange}-${line}` },
  });
  await open(page, manager(orgId), 'harbor/customers/duplicates');
  const group = page.getByRole('article', { name: `Same phone: ${phone}` });
  await expect(group.getByRole('listitem').filter({ hasText: /^Twin entered by hand/ })).toHaveCount(1);
});

test('says that nobody is there twice, and how much was compared', async ({ page }) => {
  await open(page, owner('longname'), 'longname/customers/duplicates');
  await expect(page.getByRole('heading', { name: 'No likely duplicates' })).toBeVisible();
  await page.route('**/api/listDuplicateCustomers', async (route) => {
    const response = await route.fetch();
    const { result } = (await response.json()) as { result: object };
    await route.fulfill({ json: { result: { ...result, complete: false } } });
  });
  await page.reload();
  await expect(page.getByText('more customers than are compared at once')).toBeVisible();
});

test('leaves the report to managers', async ({ page }) => {
  await open(page, staff('oddities'), 'oddities/customers');
  await expect(page.locator('[role=row][aria-rowindex="2"]')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Duplicates' })).toHaveCount(0);
  await open(page, staff('oddities'), 'oddities/customers/duplicates');
  await expect(page.getByRole('heading', { name: "Your role can't open this" })).toBeVisible();
});
