import { pathMatcher } from '../../../../local/emulators/host/pathPattern';

describe('pathMatcher', () => {
  it.each([
    ['tenants/{orgId}/customers/{customerId}', 'tenants/a/customers/b', true],
    ['tenants/{orgId}/customers/{customerId}', 'tenants/a/customers/b/notes/c', false],
    ['tenants/{orgId}/customers/{customerId}', 'tenants/a/orders/b', false],
    ['/tenants/a/', 'tenants/a', true],
    ['tenants/{orgId=*}', 'tenants/x.y+z', true],
    ['tenants/{path=**}', 'tenants/a/customers/b', true],
    ['tenants/**', 'tenants/a/customers/b', true],
    ['tenants/org-*', 'tenants/org-7', true],
    ['tenants/org-*', 'tenants/other', false],
    ['tenants/a.b', 'tenants/aXb', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(pathMatcher(pattern)(path)).toBe(expected);
  });
});
