import type { GlobalOptions } from 'firebase-functions/v2/options';
import { region, serviceAccount } from '../platform/params';
import { STAGE_TIMEOUT_SECONDS } from '../platform/settings';

/** What all functions have in common. Events come from inside Google Cloud; nobody else may call. */
const common = {
  region,
  serviceAccount,
  ingressSettings: 'ALLOW_INTERNAL_ONLY',
  labels: { app: 'sync-sam' },
} satisfies GlobalOptions;

/** A stage holds a tenant's index in memory and works for minutes: one delivery an instance, a bounded number of tenants at a time. */
export const stageOptions = {
  ...common,
  retry: true,
  timeoutSeconds: STAGE_TIMEOUT_SECONDS,
  memory: '512MiB',
  cpu: 1,
  concurrency: 1,
  minInstances: 0,
  maxInstances: 20,
} as const;

/** Small work on single documents, many at a time. */
export const eventOptions = {
  ...common,
  retry: true,
  timeoutSeconds: 60,
  memory: '256MiB',
  cpu: 1,
  concurrency: 40,
  minInstances: 0,
  maxInstances: 10,
} as const;

/** Scheduled work: one instance, repeated a few times when it fails. */
export const scheduleOptions = {
  ...common,
  timeZone: 'Etc/UTC',
  retryCount: 3,
  timeoutSeconds: STAGE_TIMEOUT_SECONDS,
  memory: '256MiB',
  cpu: 1,
  concurrency: 1,
  minInstances: 0,
  maxInstances: 1,
} as const;

/** What people call from a browser or a program: open to the internet, guarded by ID tokens and claims. */
export const callableOptions = {
  ...common,
  ingressSettings: 'ALLOW_ALL',
  cors: true,
  timeoutSeconds: 60,
  memory: '512MiB',
  cpu: 1,
  concurrency: 40,
  minInstances: 0,
  maxInstances: 20,
} as const;

/** What anybody may read, from any site: small answers, nearly always from memory. */
export const publicOptions = {
  ...common,
  ingressSettings: 'ALLOW_ALL',
  invoker: 'public',
  cors: '*',
  timeoutSeconds: 30,
  memory: '512MiB',
  cpu: 1,
  concurrency: 80,
  minInstances: 0,
  maxInstances: 10,
} as const;
