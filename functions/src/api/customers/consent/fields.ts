import { customerDocument } from '../../../documents/customer';
import { answered } from '../../call/fields/answered';

/** A customer's consent as callables answer it. */
export const { consent: consentOutput } = answered({ consent: customerDocument.tolerant.shape.consent });

export const AT_IN_FUTURE = { code: 'at_in_future', when: 'The time of the statement is in the future.' };
