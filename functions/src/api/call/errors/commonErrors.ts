import type { DocumentedError } from '../callable';

export const TENANT_MALFORMED: DocumentedError = {
  code: 'tenant_malformed',
  when: "The tenant's settings are malformed. The message names the fields.",
};

/** What calls that read a tenant's settings can answer. */
export const TENANT_ERRORS: readonly DocumentedError[] = [
  { code: 'unknown_tenant', when: "There's no such tenant." },
  TENANT_MALFORMED,
];

/** What calls that read the suite's own records can answer. */
export const DOCUMENT_MALFORMED: DocumentedError = {
  code: 'document_malformed',
  when: "A document was edited by hand and can't be read. The message names the collection.",
};
