import type { FaultKind } from '../runtime/faults';
import {
  changeRules,
  clearance,
  hollowAnswers,
  type Incident,
  outage,
  pause,
  poison,
  remove,
  rotate,
  settleDeadLetter,
  staffEdit,
  strayMessage,
} from './incidents';
import type { Simulation } from './simulation';
import { changeWorld } from '../world/changes';

const TICK = 30 * 60_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What can befall a shop at a tick, and when: milliseconds from the tick. */
const INCIDENTS: readonly { kind: FaultKind; from: number; to: number; incident: Incident }[] = [
  { kind: 'strayMessage', from: -20 * MINUTE, to: TICK, incident: strayMessage },
  { kind: 'pause', from: 0, to: 10_000, incident: pause },
  { kind: 'removal', from: 0, to: 5_000, incident: remove },
  { kind: 'rotation', from: -MINUTE, to: 5_000, incident: rotate },
  { kind: 'clearance', from: -MINUTE, to: TICK, incident: clearance },
  { kind: 'hollowAnswers', from: -MINUTE, to: 2_000, incident: hollowAnswers },
  { kind: 'posOutage', from: -1_000, to: 3_000, incident: outage },
];

/** Chance that staff edit something during a tick. */
const STAFF_SHARE = 0.5;

/** Chance that the thresholds of the segments change during a tick. */
const RULES_SHARE = 0.15;

/** Chance that thresholds come and go during a tick, in the seeds in which they do. */
const TRIAL_SHARE = 0.5;

/** The safety phase: a few ticks during which everything that can go wrong does, as the seed has it. */
export async function runChaos(simulation: Simulation): Promise<void> {
  const { random } = simulation;
  const ticks = simulation.small ? random.pick([1, 2, 2]) : random.pick([1, 2, 3]);
  const begin = nextTick(Date.now());
  for (let tick = 0; tick < ticks; tick += 1) planTick(simulation, begin + tick * TICK);
  const end = begin + (ticks - 1) * TICK + random.integer(1, 25) * MINUTE;
  for (let tick = 1; tick < ticks; tick += 1) await simulation.passTime(begin + tick * TICK);
  await simulation.passTime(end);
}

export function nextTick(now: number): number {
  return Math.ceil((now + 1) / TICK) * TICK;
}

/** The runs of scheduled functions that are due in the tick that begins then. */
export function dueInTick({ subject }: Simulation, at: number) {
  return subject.wiring.dueBetween(at, at + TICK);
}

function planTick(simulation: Simulation, at: number): void {
  const { random, faults } = simulation;
  const later = (from: number, to: number, work: () => void): void => {
    setTimeout(work, at - Date.now() + random.integer(from, to));
  };

  for (const run of dueInTick(simulation, at)) {
    later(run.at - at, run.at - at, () => simulation.runSchedule(run));
    if (faults.strikes('duplicate'))
      later(run.at - at, run.at - at + 10_000, () => simulation.runSchedule(run));
  }
  if (faults.strikes('clockJump')) {
    const hours = random.pick([0.4, 1, 7, 24 * 12, 24 * 20, 24 * 35]);
    later(-10 * MINUTE, 10 * MINUTE, () => simulation.jumpAhead(hours * HOUR));
  }
  if (faults.strikes('poison')) later(0, TICK, () => poison(simulation));
  if (faults.strikes('settledLetter')) later(5 * MINUTE, TICK, () => settleDeadLetter(simulation));

  for (const shop of simulation.shops.values()) {
    for (let changes = random.integer(1, 8); changes > 0; changes -= 1) {
      later(-2 * MINUTE, random.pick([2_000, 10_000, 10 * MINUTE]), () =>
        changeWorld(random, shop, simulation.now().getTime()),
      );
    }
    for (const { kind, from, to, incident } of INCIDENTS) {
      if (faults.strikes(kind)) later(from, to, () => incident(simulation, shop));
    }
    if (random.chance(RULES_SHARE)) later(-5 * MINUTE, TICK, () => changeRules(simulation, shop));
    if (random.chance(STAFF_SHARE)) later(0, TICK, () => staffEdit(simulation, shop));
    if (simulation.triesRules && random.chance(TRIAL_SHARE)) {
      later(-5 * MINUTE, 0, () => changeRules(simulation, shop));
      later(MINUTE, TICK - 5 * MINUTE, () => changeRules(simulation, shop));
      // The run fails at the menu, and has made everybody follow the thresholds that go again.
      later(-MINUTE, 0, () => clearance(simulation, shop));
    }
  }
}
