import { directReads } from '../../docs/security';

describe('directReads', () => {
  it('finds what rules open, and to whom', () => {
    const rules = `
service cloud.firestore {
  function isMember(orgId) {
    return true;
  }
  match /databases/{database}/documents {
    match /tenants/{orgId} {
      match /customers/{id} {
        allow get: if isMember(orgId) || isOperator();
        allow list: if isMember(orgId) && isPage();
      }
      match /publicViews/products/items/{id} {
        allow get: if isManager(orgId);
      }
      match /closed/{id} {
      }
    }
    match /letters/{id} {
      allow get: if isOperator();
    }
  }
}`;
    expect(directReads(rules)).toEqual([
      { path: 'tenants/{orgId}/customers/{id}', roles: ['staff', 'manager', 'owner', 'operator'] },
      { path: 'tenants/{orgId}/publicViews/products/items/{id}', roles: ['manager', 'owner'] },
      { path: 'letters/{id}', roles: ['operator'] },
    ]);
  });
});
