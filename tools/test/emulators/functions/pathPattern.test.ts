import { PathPattern } from '../../../emulators/functions/pathPattern';

describe('PathPattern', () => {
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
    expect(new PathPattern(pattern).matches(path)).toBe(expected);
  });

  it('knows what its wildcards stand for', () => {
    const pattern = new PathPattern('tenants/{orgId}/customers/{rest=**}');
    expect(pattern.parametersOf('tenants/a/customers/b/notes/c')).toEqual({ orgId: 'a', rest: 'b/notes/c' });
    expect(pattern.parametersOf('tenants/a/orders/b')).toBeUndefined();
    expect(new PathPattern('tenants/*').parametersOf('tenants/a')).toEqual({});
  });

  it('knows how deep its documents are', () => {
    expect(new PathPattern('tenants/{orgId}').depths()).toEqual([1]);
    expect(new PathPattern('tenants/{orgId}/customers/{customerId}').depths()).toEqual([2]);
    expect(new PathPattern('tenants/{path=**}').depths()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
