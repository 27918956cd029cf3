import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { SegmentRules } from '../rules/customers/segmentRules';
import { isTimeZone } from '../rules/time/time';
import { ConfigError, PermanentError } from '../platform/ports/errors';
import type { Database } from '../platform/firestore/database';
import { defineDocument } from './definition/document';
import { operator, optional } from './definition/fields';
import { paths } from './paths';
import { segmentRulesField, withDefaults } from './segmentRules';

const calendarDate = z.iso.date();
/** A first run reads in parts of the look-back: a year long past would be thousands of requests for days without orders. */
const EARLIEST_HISTORY = '1970-01-01';

const AREAS_EXPECTED =
  'must be a list of names or types of areas, such as ["Retail"]; leave it out for the default';
const MINIMUM_EXPECTED = 'must be a number of units from 0 to 1,000,000';
const areaName = z
  .string(AREAS_EXPECTED)
  .trim()
  .min(1, 'is an empty name')
  .max(200, 'is longer than 200 characters');
/** Who may buy cannabis for adult use, in every US state that allows it. */
const DEFAULT_MINIMUM_AGE = 21;
const MAX_AGE = 120;

const posConfig = z.object({
  provider: z.literal('alleaves'),
  status: z.enum(['active', 'paused']).describe('Whether its sync is on.'),
  locationId: z
    .union([z.string().min(1), z.int().transform(String)])
    .nullish()
    .describe(
      "The POS's location. Default: the secret `{secretPrefix}_LOCATION_ID`, else what the login says.",
    ),
  secretPrefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,200}$/)
    .nullish()
    .describe('What the names of its secrets begin with. Default: `ALLEAVES`.'),
  credentialsInOneSecret: z
    .boolean()
    .nullish()
    .describe(
      'Whether its credentials are in the one secret `{secretPrefix}_LOGIN`, as JSON, instead of in four that are billed separately. Default: false.',
    ),
  baseUrl: z
    .url()
    .nullish()
    .describe('Base of the POS API; https only outside emulators. Default: the Alleaves cloud.'),
  dialect: z
    .enum(['auto', 'documented', 'observed'])
    .nullish()
    .describe('Endpoints of the POS. Default: `auto`.'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'is not an IANA time zone')
    .nullish()
    .describe('IANA name: days of the shop begin and end in it. Default: `America/New_York`.'),
  lookbackDays: z
    .int()
    .min(1)
    .max(3650)
    .nullish()
    .describe('Days of orders that each sync reads. Default: 90.'),
  historyStart: calendarDate
    .refine((date) => date >= EARLIEST_HISTORY, `is before ${EARLIEST_HISTORY}, when no shop had a POS`)
    .nullish()
    .describe('How far back the first run reads; from 1970 on.'),
  sellableAreas: z
    .array(areaName, AREAS_EXPECTED)
    .min(1, AREAS_EXPECTED)
    .max(100, 'names more than 100 areas')
    .nullish()
    .describe(
      'Areas that sell, by name or type, in upper or lower case. Default: those of type `Retail`, or all but quarantine and damaged goods if the inventory has no such type.',
    ),
  minimumStock: z
    .number(MINIMUM_EXPECTED)
    .min(0, MINIMUM_EXPECTED)
    .max(1_000_000, MINIMUM_EXPECTED)
    .nullish()
    .describe('Items with no more than this many units show as out of stock. Default: 0.'),
  itemDetails: z
    .boolean('is neither true nor false')
    .nullish()
    .describe('Whether images and descriptions are fetched. Default: true.'),
});

/** The schedule runs every five minutes, and every half hour there is a sync of everything. */
export const syncEveryMinutes = z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(15)]);

/** Minutes between two runs for recent changes. Anything else that a param or a document says is what `otherwise` says. */
export function parseSyncEveryMinutes(value: unknown, otherwise: number): number {
  return syncEveryMinutes.safeParse(value).data ?? otherwise;
}

export const tenantDocument = defineDocument({
  name: 'tenants',
  path: paths.tenant('{orgId}'),
  id: 'org id',
  writtenBy: 'operator',
  fields: {
    name: operator(z.string(), "The shop's name."),
    syncEveryMinutes: operator(
      syncEveryMinutes.nullish(),
      'How often recent changes are picked up between two syncs; 0 for never. Default: the param `SYNC_RECENT_EVERY_MINUTES`.',
      { unit: 'minutes' },
    ),
    pos: operator(posConfig, 'Its POS. Credentials are secrets, and never in Firestore.'),
    segmentRules: optional(
      operator(
        segmentRulesField.nullable(),
        "The segments' thresholds. `previewSegmentRules` says who would move.",
      ),
    ),
    minimumAge: optional(
      operator(
        z.int().min(0).max(MAX_AGE).nullable(),
        `Nobody known to be younger is in a marketing audience. Default: ${DEFAULT_MINIMUM_AGE}.`,
      ),
    ),
  },
});

const settings = tenantDocument.strict.pick({ pos: true, segmentRules: true, minimumAge: true });

/** Of tenants that name none (data-model.md). */
export const DEFAULT_TIME_ZONE = 'America/New_York';

/** A tenant's settings with their defaults applied. */
export interface Tenant {
  orgId: string;
  status: 'active' | 'paused';
  locationId: string | null;
  secretPrefix: string;
  credentialsInOneSecret: boolean;
  baseUrl: string | null;
  dialect: 'auto' | 'documented' | 'observed';
  timeZone: string;
  lookbackDays: number;
  /** `YYYY-MM-DD`. */
  historyStart: string | null;
  /** Names or types of areas; null for the default. */
  sellableAreas: readonly string[] | null;
  /** Units at which an item shows as out of stock. */
  minimumStock: number;
  /** Whether images and descriptions are fetched. */
  itemDetails: boolean;
  segmentRules: SegmentRules;
  /** In years. */
  minimumAge: number;
  /** Changes with every write of the document; null for settings that aren't stored. */
  version: string | null;
}

/**
 * Reads a tenant. One read.
 * @throws PermanentError `unknown_tenant` when there is no document.
 * @throws ConfigError `tenant_malformed` naming the fields at fault.
 */
export async function readTenant(database: Database, orgId: string): Promise<Tenant> {
  return parseStoredTenant(orgId, await database.get(database.document(paths.tenant(orgId))));
}

/**
 * The tenant of a document that may be missing.
 * @throws As {@link readTenant}.
 */
export function parseStoredTenant(orgId: string, snapshot: DocumentSnapshot): Tenant {
  if (snapshot.exists)
    return { ...parseTenant(orgId, snapshot.data()), version: snapshot.updateTime?.valueOf() ?? null };
  throw new PermanentError(
    'unknown_tenant',
    "There's no tenant with this org id. Create its document in tenants, with its pos settings, or correct the id.",
  );
}

export function parseTenant(orgId: string, data: unknown): Tenant {
  const parsed = settings.safeParse(data);
  if (!parsed.success) throw malformedTenant(orgId, parsed.error.issues);
  const { pos, segmentRules, minimumAge } = parsed.data;
  return {
    orgId,
    status: pos.status,
    locationId: pos.locationId ?? null,
    secretPrefix: pos.secretPrefix ?? 'ALLEAVES',
    credentialsInOneSecret: pos.credentialsInOneSecret ?? false,
    baseUrl: pos.baseUrl ?? null,
    dialect: pos.dialect ?? 'auto',
    timeZone: pos.timeZone ?? DEFAULT_TIME_ZONE,
    lookbackDays: pos.lookbackDays ?? 90,
    historyStart: pos.historyStart ?? null,
    sellableAreas: pos.sellableAreas ?? null,
    minimumStock: pos.minimumStock ?? 0,
    itemDetails: pos.itemDetails ?? true,
    segmentRules: withDefaults(segmentRules),
    minimumAge: minimumAge ?? DEFAULT_MINIMUM_AGE,
    version: null,
  };
}

/** A tenant's `pos`, as an operator gives it. */
export type TenantSettings = z.input<typeof posConfig>;

/** A malformed document, with its fields at fault. */
export function malformedTenant(
  orgId: string,
  issues: readonly z.core.$ZodIssue[],
  within: readonly string[] = [],
): ConfigError {
  const faults = issues
    .map(({ path, message }) => `${[...within, ...path].join('.')}: ${message}`)
    .join('; ');
  return new ConfigError(
    'tenant_malformed',
    `The document tenants/${orgId} is malformed (${faults}). Correct it; the next sync picks it up.`,
  );
}
