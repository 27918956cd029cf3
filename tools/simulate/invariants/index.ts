import { derived } from './data/derived';
import { effects } from './runs/effects';
import { emptying } from './data/emptying';
import { fencing } from './runs/fencing';
import { gone } from './data/gone';
import { handover } from './runs/handover';
import { honesty } from './runs/honesty';
import { idleness } from './boundaries/idleness';
import { indexAgreement } from './data/indexAgreement';
import type { Invariant, Scene } from './invariant';
import { isolation } from './boundaries/isolation';
import { leases } from './runs/leases';
import { noSurprise } from './boundaries/noSurprise';
import { ordering } from './data/ordering';
import { privacy } from './boundaries/privacy';
import { removal } from './data/removal';
import { segmentChanges } from './data/segmentChanges';
import { staff } from './data/staff';
import { statusCounts } from './runs/statusCounts';
import { succession } from './runs/succession';
import { thrift } from './data/thrift';
import { windows } from './runs/windows';

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
    gone(scene),
    emptying(scene),
    staff(),
    thrift(),
    indexAgreement(scene),
    derived(scene),
    segmentChanges(),
    effects(scene),
    statusCounts(scene),
    windows(scene),
    honesty(scene),
  ];
}
