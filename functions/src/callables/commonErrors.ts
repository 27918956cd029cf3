import type { DocumentedError } from './callable';

/** What calls that read a tenant's settings can answer. */
export const TENANT_ERRORS: readonly DocumentedError[] = [
  { code: 'unknown_tenant', when: 'There is no such tenant.' },
  { code: 'tenant_malformed', when: "The tenant's settings are malformed: the message names the fields." },
];

/** What calls that read the suite's own records can answer. */
export const DOCUMENT_MALFORMED: DocumentedError = {
  code: 'document_malformed',
  when: 'A document was damaged by hand: the message names the collection.',
};
