import { z } from 'zod';

// How firebase-functions marks its own values, so that they are known across its CommonJS and ES module builds.
const EXPRESSION_TAG = Symbol.for('firebase-functions:Expression:Tag');
const RESET_TAG = Symbol.for('firebase-functions:ResetValue:Tag');

/** A param expression (`defineString('REGION')`), whose value is known only at run time. */
const isExpression = (declared: object): declared is { value: () => unknown } => EXPRESSION_TAG in declared;

/** An option that was set back to the platform's default. */
const isReset = (declared: unknown): boolean =>
  typeof declared === 'object' && declared !== null && RESET_TAG in declared;

/** The endpoint with params replaced by their values and reset options left out. */
function resolve(declared: unknown): unknown {
  if (Array.isArray(declared)) return declared.map(resolve);
  if (typeof declared !== 'object' || declared === null) return declared;
  if (isExpression(declared)) return declared.value();
  return Object.fromEntries(
    Object.entries(declared)
      .filter(([, value]) => !isReset(value))
      .map(([key, value]) => [key, resolve(value)]),
  );
}

const eventTrigger = z.object({
  eventType: z.string(),
  eventFilters: z.record(z.string(), z.string()).default({}),
  eventFilterPathPatterns: z.record(z.string(), z.string()).default({}),
  retry: z.boolean().default(false),
});

const endpoint = z.looseObject({
  platform: z.literal('gcfv2', { error: 'only second-generation functions (gcfv2) are served' }),
  region: z
    .union([
      z.array(z.string().min(1)),
      z
        .string()
        .min(1)
        .transform((one) => [one]),
    ])
    .optional(),
  concurrency: z.number().nullish(),
  maxInstances: z.number().nullish(),
  eventTrigger: eventTrigger.optional(),
  scheduleTrigger: z
    .object({
      schedule: z.string().min(1),
      timeZone: z.string().nullish(),
      retryConfig: z.object({ retryCount: z.number().nullish() }).nullish(),
    })
    .optional(),
  httpsTrigger: z.object({}).optional(),
  callableTrigger: z.object({}).optional(),
});
type Endpoint = z.infer<typeof endpoint>;

const FIRESTORE_EVENT = /^google\.cloud\.firestore\.document\.v1\.(written|created|updated|deleted)$/;
const PUBSUB_EVENT = 'google.cloud.pubsub.topic.v1.messagePublished';

const trigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pubsub'), topicId: z.string(), retry: z.boolean() }),
  z.object({
    kind: z.literal('firestore'),
    eventType: z.string(),
    document: z.string(),
    retry: z.boolean(),
  }),
  z.object({
    kind: z.literal('schedule'),
    schedule: z.string(),
    timeZone: z.string(),
    retryCount: z.number(),
  }),
  z.object({ kind: z.literal('https') }),
  z.object({ kind: z.literal('callable') }),
]);
export type Trigger = z.infer<typeof trigger>;

/** What a function declares about itself, with defaults filled in. */
export const declaration = z.object({
  region: z.string(),
  /** How many invocations may run at once, over all instances. */
  concurrency: z.number(),
  trigger,
});
export type Declaration = z.infer<typeof declaration>;

// Cloud Functions' own defaults (firebase.google.com/docs/functions/manage-functions).
const DEFAULT_CONCURRENCY = 80;
const DEFAULT_MAX_INSTANCES = 100;
export const DEFAULT_REGION = 'us-central1';

function eventTriggerOf({
  eventType,
  eventFilters,
  eventFilterPathPatterns,
  retry,
}: z.infer<typeof eventTrigger>): Trigger {
  if (eventType === PUBSUB_EVENT) {
    const topicId = eventFilters['topic'];
    if (!topicId) throw new Error('it names no topic; pass one to onMessagePublished');
    return { kind: 'pubsub', topicId, retry };
  }
  if (!FIRESTORE_EVENT.test(eventType)) {
    throw new Error(
      `events of type ${eventType} are not served here; use the Firebase Emulator Suite for them`,
    );
  }
  const database = eventFilters['database'] ?? '(default)';
  if (database !== '(default)')
    throw new Error(`it listens to database ${database}; only (default) is served`);
  const document = eventFilterPathPatterns['document'] ?? eventFilters['document'];
  if (!document) throw new Error('it names no document path');
  return { kind: 'firestore', eventType, document, retry };
}

function triggerOf(parsed: Endpoint): Trigger {
  if (parsed.eventTrigger) return eventTriggerOf(parsed.eventTrigger);
  if (parsed.scheduleTrigger) {
    const { schedule, timeZone, retryConfig } = parsed.scheduleTrigger;
    return {
      kind: 'schedule',
      schedule,
      // Firebase deploys schedules without a time zone in UTC.
      timeZone: timeZone ?? 'UTC',
      retryCount: retryConfig?.retryCount ?? 0,
    };
  }
  if (parsed.callableTrigger) return { kind: 'callable' };
  if (parsed.httpsTrigger) return { kind: 'https' };
  const found = Object.keys(parsed).filter((key) => key.endsWith('Trigger'));
  throw new Error(`its trigger (${found.join(', ') || 'none'}) is not served here`);
}

/**
 * Reads the `__endpoint` that firebase-functions puts on every function.
 * @param limit The most invocations at once, whatever the endpoint allows.
 * @param instances The most instances, likewise.
 * @throws Error naming the function and what can't be served.
 */
export function readEndpoint(
  name: string,
  declared: unknown,
  limit: number,
  instances = Infinity,
): Declaration {
  const parsed = endpoint.safeParse(resolve(declared));
  if (!parsed.success) throw new Error(`Function ${name} can't be served: ${z.prettifyError(parsed.error)}`);
  const { region, concurrency, maxInstances } = parsed.data;
  try {
    return {
      region: region?.[0] ?? DEFAULT_REGION,
      concurrency: Math.min(
        limit,
        (concurrency ?? DEFAULT_CONCURRENCY) * Math.min(instances, maxInstances ?? DEFAULT_MAX_INSTANCES),
      ),
      trigger: triggerOf(parsed.data),
    };
  } catch (error) {
    throw new Error(
      `Function ${name} can't be served: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
