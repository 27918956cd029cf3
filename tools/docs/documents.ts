import { customerDocument } from '../../functions/src/documents/customer';
import { deadLetterDocument } from '../../functions/src/documents/deadLetter';
import { itemDocument } from '../../functions/src/documents/item';
import { orderDocument } from '../../functions/src/documents/order';
import { quarantinedRowDocument } from '../../functions/src/documents/quarantinedRow';
import { segmentChangeDocument } from '../../functions/src/documents/segmentChange';
import { spendingDocument } from '../../functions/src/documents/spending';
import { syncIndexDocument, syncPreviewDocument } from '../../functions/src/documents/syncIndex';
import { syncRunDocument } from '../../functions/src/documents/syncRun';
import { syncStatusDocument } from '../../functions/src/documents/syncStatus';
import { tenantDocument } from '../../functions/src/documents/tenant';

/** Every type of document, in the order of docs/data-model.md. */
export const documents = [
  tenantDocument,
  customerDocument,
  orderDocument,
  spendingDocument,
  segmentChangeDocument,
  itemDocument,
  syncStatusDocument,
  syncRunDocument,
  syncIndexDocument,
  syncPreviewDocument,
  quarantinedRowDocument,
  deadLetterDocument,
];

export type DocumentType = (typeof documents)[number];
