import { costInDollars } from '../../functions/src/rules/money/pricing';

/**
 * List prices in dollars of what a tenant uses besides Firestore, in us-central1 (tier 1). Free quotas are left out of account, as are
 * what all tenants of a project share (the schedules' jobs, logs) and storage, which is below a cent.
 */
export const PRICES = {
  date: '2026-11-26',
  /** Instances that are billed while they start or handle requests: https://cloud.google.com/run/pricing */
  vcpuSecond: 0.000024,
  gibibyteSecond: 0.0000025,
  request: 0.4 / 1e6,
  /** Each message is published and delivered, as 1 kB at least: https://cloud.google.com/pubsub/pricing */
  messageByte: 40 / 2 ** 40,
  /** https://cloud.google.com/secret-manager/pricing */
  secretVersionMonth: 0.06,
  secretAccess: 0.03 / 1e4,
} as const;

/** Time of an instance is billed in such steps, in seconds. */
const BILLING_STEP_SECONDS = 0.1;

/** What a message of a run takes at most; see the schema of stage messages. */
const MESSAGE_BYTES = 4_000;

/** What an instance of a function has. */
export interface InstanceSize {
  cpu: number;
  memoryGibibytes: number;
}

/** One function in one sync. */
export interface FunctionUse extends InstanceSize {
  name: string;
  calls: number;
  /** As measured, with a processor of its own. */
  seconds: number;
  cpuSeconds: number;
}

/** Everything one sync used. */
export interface SyncUse {
  billed: { reads: number; writes: number; deletes: number };
  messages: number;
  secretReads: number;
  functions: readonly FunctionUse[];
}

/** Dollars by what they are for. */
export interface Dollars {
  instances: number;
  firestore: number;
  messages: number;
  secrets: number;
  total: number;
}

/**
 * For how long a function's instance is billed: with less than a whole vCPU, what its processor does takes as much longer. Each function
 * is started again, as it is at one call in half an hour: its modules are loaded at the speed of its share.
 */
export function billedSeconds(
  { cpu, seconds, cpuSeconds, calls }: FunctionUse,
  startCpuSeconds: number,
): number {
  if (calls === 0) return 0;
  const share = Math.min(1, cpu);
  const whole = seconds + cpuSeconds * (1 / share - 1) + startCpuSeconds / share;
  return Math.ceil(whole / BILLING_STEP_SECONDS) * BILLING_STEP_SECONDS;
}

/** What one sync costs. @param startCpuSeconds What it takes a processor to load a function's modules. */
export function dollarsOfSync(use: SyncUse, startCpuSeconds: number): Dollars {
  const instances = use.functions.reduce((sum, one) => {
    const second = one.cpu * PRICES.vcpuSecond + one.memoryGibibytes * PRICES.gibibyteSecond;
    return sum + billedSeconds(one, startCpuSeconds) * second + one.calls * PRICES.request;
  }, 0);
  return summed({
    instances,
    firestore: costInDollars(use.billed),
    messages: use.messages * 2 * MESSAGE_BYTES * PRICES.messageByte,
    secrets: use.secretReads * PRICES.secretAccess,
  });
}

/** What each of several tenants pays that were synced together. */
export function shareOf(dollars: Dollars, tenants: number): Dollars {
  const { instances, firestore, messages, secrets } = dollars;
  return summed({
    instances: instances / tenants,
    firestore: firestore / tenants,
    messages: messages / tenants,
    secrets: secrets / tenants,
  });
}

/** A month of 30 days of a tenant. @param syncs What is done how often in it. */
export function dollarsOfMonth(
  syncs: readonly { dollars: Dollars; times: number }[],
  secretVersions: number,
): Dollars {
  const sumOf = (name: keyof Dollars) =>
    syncs.reduce((sum, { dollars, times }) => sum + dollars[name] * times, 0);
  return summed({
    instances: sumOf('instances'),
    firestore: sumOf('firestore'),
    messages: sumOf('messages'),
    secrets: sumOf('secrets') + secretVersions * PRICES.secretVersionMonth,
  });
}

function summed(parts: Omit<Dollars, 'total'>): Dollars {
  const { instances, firestore, messages, secrets } = parts;
  return { ...parts, total: instances + firestore + messages + secrets };
}
