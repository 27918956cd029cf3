import { defineBoolean, defineInt, defineString, expr, projectID } from 'firebase-functions/params';
import { DEFAULT_SETTINGS, type Settings } from './settings';

/** Where the functions run. */
export const region = defineString('SYNC_REGION', {
  default: 'us-central1',
  description: 'Region of all functions.',
});

const ACCOUNT = 'Name (the part before the @) of the service account in this project that';

const syncAccount = defineString('SYNC_SERVICE_ACCOUNT', {
  default: 'sync-sam',
  description: `${ACCOUNT} syncs run as. It alone reads the secrets of tenants.`,
});

const apiAccount = defineString('SYNC_API_SERVICE_ACCOUNT', {
  default: 'sync-sam-api',
  description: `${ACCOUNT} callables run as. It reads no secrets.`,
});

const menuAccount = defineString('SYNC_MENU_SERVICE_ACCOUNT', {
  default: 'sync-sam-menu',
  description: `${ACCOUNT} the public menu runs as. It only reads documents.`,
});

/** Who the functions are on Google Cloud. */
export const serviceAccounts = {
  sync: expr`${syncAccount}@${projectID}.iam.gserviceaccount.com`,
  api: expr`${apiAccount}@${projectID}.iam.gserviceaccount.com`,
  menu: expr`${menuAccount}@${projectID}.iam.gserviceaccount.com`,
};

/** Declared for the Firebase CLI; {@link consoleOrigins} reads it. */
defineString('SYNC_CONSOLE_ORIGINS', {
  default: '',
  description:
    "Origins, besides this project's own site, whose pages may call the callables, separated by commas, such as https://app.example.",
});

/** Read when the functions are declared, where the values of params can't be asked for, and once they run are in the environment. */
export function consoleOrigins(): string[] {
  return [...(listOf(process.env['SYNC_CONSOLE_ORIGINS'] ?? '') ?? [])];
}

const staleAfterHours = defineInt('SYNC_STALE_AFTER_HOURS', {
  default: DEFAULT_SETTINGS.staleAfterMilliseconds / 3_600_000,
  description: "Hours after a tenant's last success when checkFreshness reports it.",
});

const enforceAppCheck = defineBoolean('SYNC_ENFORCE_APP_CHECK', {
  default: false,
  description:
    'Refuse calls without a valid App Check token. Turn it on once the console is registered with App Check.',
});

/** Google stops repeating a delivery after 24 hours, without a word: by then it has to be a dead letter. */
const MAX_RETRY_WINDOW_HOURS = 22;

const retryWindowHours = defineInt('SYNC_RETRY_WINDOW_HOURS', {
  default: DEFAULT_SETTINGS.retryWindowMilliseconds / 3_600_000,
  description: `How many hours a message that fails for a temporary reason is redelivered, at most ${MAX_RETRY_WINDOW_HOURS}.`,
});

const recentEveryMinutes = defineInt('SYNC_RECENT_EVERY_MINUTES', {
  default: DEFAULT_SETTINGS.recentEveryMinutes,
  description:
    "How often recent changes are picked up between two syncs, in minutes: 5, 10 or 15, or 0 for never. A tenant's syncEveryMinutes overrides it.",
});

const runRetentionDays = defineInt('SYNC_RUN_RETENTION_DAYS', {
  default: DEFAULT_SETTINGS.runRetentionDays,
  description: 'How many days records of runs are kept.',
});

const menuMaxAgeSeconds = defineInt('SYNC_MENU_MAX_AGE_SECONDS', {
  default: DEFAULT_SETTINGS.menuMaxAgeSeconds,
  description: 'How many seconds browsers, caches and the function itself may keep a public menu.',
});

const posHosts = defineString('SYNC_POS_HOSTS', {
  default: DEFAULT_SETTINGS.posHosts.join(','),
  description:
    "Hosts that a tenant's pos.baseUrl may name, separated by commas. Credentials are never sent anywhere else.",
});

/** The standard variable of OpenTelemetry's exporters, which read it themselves; empty, it turns the export off. */
export const spanEndpoint = defineString('OTEL_EXPORTER_OTLP_ENDPOINT', {
  default: '',
  description:
    'Where to send spans of runs by OTLP over HTTP, such as https://collector.example:4318. Empty: nowhere.',
});

/** The parts of a list with commas; undefined if there are none. */
function listOf(text: string): readonly string[] | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts;
}

/** The deployed settings. A param that the environment doesn't set has its default: nothing but the Firebase CLI fills those in. */
export function settingsFromParams(): Settings {
  return {
    ...DEFAULT_SETTINGS,
    retryWindowMilliseconds: Math.min(retryWindowHours.value() || 6, MAX_RETRY_WINDOW_HOURS) * 3_600_000,
    staleAfterMilliseconds: staleAfterHours.value() * 3_600_000 || DEFAULT_SETTINGS.staleAfterMilliseconds,
    enforceAppCheck: enforceAppCheck.value(),
    // 0 is a choice, and also what the library gives where nothing is set.
    recentEveryMinutes: (process.env[recentEveryMinutes.name] ?? '').trim()
      ? recentEveryMinutes.value()
      : DEFAULT_SETTINGS.recentEveryMinutes,
    runRetentionDays: runRetentionDays.value() || DEFAULT_SETTINGS.runRetentionDays,
    menuMaxAgeSeconds: menuMaxAgeSeconds.value() || DEFAULT_SETTINGS.menuMaxAgeSeconds,
    posHosts: listOf(posHosts.value()) ?? DEFAULT_SETTINGS.posHosts,
  };
}
