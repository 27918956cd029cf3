import { callAs, expect, open, staff, test } from './fixtures';

const orgId = 'greenleaf';

test('Today says whom to call, by what they spend, and who changed segment', async ({ page }) => {
  const { customers } = await callAs(staff(orgId), 'listOverdueCustomers', { orgId, limit: 50 });
  const reachable = customers.filter(({ email, phone }) => email !== null || phone !== null).slice(0, 10);
  const { changes } = await callAs(staff(orgId), 'listSegmentChanges', {
    ...{ orgId, skipImports: true, limit: 10 },
  });
  expect(changes).toHaveLength(10);
  await open(page, staff(orgId), 'greenleaf/today');
  const toCall = page.getByRole('region', { name: 'Who to call' });
  await expect(toCall.locator('.skeleton')).toHaveCount(0);
  await expect(toCall.getByRole('listitem')).toHaveCount(reachable.length);
  for (const { phone } of reachable) if (phone !== null) await expect(toCall).toContainText(phone);
  const moved = page.getByRole('region', { name: 'Changed segment this week' });
  await expect(moved.locator('.skeleton')).toHaveCount(0);
  await expect(moved.getByRole('listitem')).toHaveCount(changes.length);
});

test('leaves an import out of who changed segment this week', async ({ page }) => {
  const harbor = { orgId: 'harbor', limit: 500 };
  expect((await callAs(staff('harbor'), 'listSegmentChanges', harbor)).changes.length).toBeGreaterThan(50);
  await open(page, staff('harbor'), 'harbor/today');
  const moved = page.getByRole('region', { name: 'Changed segment this week' });
  await expect(moved.getByText('Nobody changed segment.')).toBeVisible();
  await expect(moved.getByRole('link')).toHaveCount(0);
  await open(page, staff('harbor'), 'harbor/segments/changes');
  await expect(page.getByRole('heading', { name: 'Nobody changed segment this week' })).toBeVisible();
});

test("shows a customer's rhythm and records what they say to texts", async ({ page }) => {
  const address = { orgId, customerId: 'alleaves_109' };
  await open(page, staff(orgId), 'greenleaf/customers/alleaves_109');
  await expect(page.getByRole('region', { name: 'Spending', exact: true })).toContainText('Usual rhythm');
  const consent = page.getByRole('region', { name: 'Consent' });
  await consent.getByLabel('Text messages').selectOption('Agreed');
  await expect
    .poll(async () => (await callAs(staff(orgId), 'getCustomer', address)).customer.consent.sms.status)
    .toBe('granted');
  await page.reload();
  await expect(consent.getByLabel('Text messages')).toHaveValue('granted');
  await expect(consent.getByLabel('Marketing emails')).toHaveValue('unknown');
});
