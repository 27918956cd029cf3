import { derived } from './derived';
import { effects } from './effects';
import { fencing } from './fencing';
import { handover } from './handover';
import { honesty } from './honesty';
import { idleness } from './idleness';
import { indexAgreement } from './indexAgreement';
import type { Invariant, Scene } from './invariant';
import { isolation } from './isolation';
import { leases } from './leases';
import { noSurprise } from './noSurprise';
import { ordering } from './ordering';
import { privacy } from './privacy';
import { removal } from './removal';
import { staff } from './staff';
import { statusCounts } from './statusCounts';
import { succession } from './succession';
import { thrift } from './thrift';
import { windows } from './windows';

/** Every safety invariant, in the order in which they are asked. */
export function safetyInvariants(scene: Scene): Invariant[] {
  return [
    isolation(scene),
    privacy(),
    noSurprise(),
    fencing(scene),
    leases(scene),
    succession(scene),
    idleness(scene),
    handover(scene),
    ordering(scene),
    removal(scene),
    staff(),
    thrift(),
    indexAgreement(scene),
    derived(scene),
    effects(scene),
    statusCounts(scene),
    windows(scene),
    honesty(scene),
  ];
}
