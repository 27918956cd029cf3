import { defineBoolean, defineInt, defineString, expr, projectID } from 'firebase-functions/params';
import { DEFAULT_SETTINGS, type Settings } from './settings';

/** Where the functions run. */
export const region = defineString('SYNC_REGION', {
  default: 'us-central1',
  description: 'Region of all functions.',
});

const serviceAccountName = defineString('SYNC_SERVICE_ACCOUNT', {
  default: 'sync-sam',
  description:
    'Name (what stands before the @) of the service account, of this project, that all functions run as.',
});

/** Who the functions are on Google Cloud. */
export const serviceAccount = expr`${serviceAccountName}@${projectID}.iam.gserviceaccount.com`;

const staleAfterHours = defineInt('SYNC_STALE_AFTER_HOURS', {
  default: DEFAULT_SETTINGS.staleAfterMilliseconds / 3_600_000,
  description: "Hours after a tenant's last success when checkFreshness reports it.",
});

const enforceAppCheck = defineBoolean('SYNC_ENFORCE_APP_CHECK', {
  default: false,
  description:
    'Refuse calls without a valid App Check token: turn it on when the console is registered with App Check.',
});

/** Google stops repeating a delivery after 24 hours, without a word: by then it has to be a dead letter. */
const MAX_RETRY_WINDOW_HOURS = 22;

const retryWindowHours = defineInt('SYNC_RETRY_WINDOW_HOURS', {
  default: DEFAULT_SETTINGS.retryWindowMilliseconds / 3_600_000,
  description: `Hours for which a message that fails for a passing reason is delivered again, at most ${MAX_RETRY_WINDOW_HOURS}.`,
});

const runRetentionDays = defineInt('SYNC_RUN_RETENTION_DAYS', {
  default: DEFAULT_SETTINGS.runRetentionDays,
  description: 'Days for which the records of runs are kept.',
});

const menuMaxAgeSeconds = defineInt('SYNC_MENU_MAX_AGE_SECONDS', {
  default: DEFAULT_SETTINGS.menuMaxAgeSeconds,
  description: 'Seconds for which a public menu may be kept by browsers, caches and the function itself.',
});

/** The standard variable of OpenTelemetry's exporters, which read it themselves; empty, it turns the export off. */
export const spanEndpoint = defineString('OTEL_EXPORTER_OTLP_ENDPOINT', {
  default: '',
  description:
    'Where spans of the runs are sent by OTLP over HTTP, such as https://collector.example:4318; empty for nowhere.',
});

/** The deployed settings. A param that the environment doesn't set has its default: nothing but the Firebase CLI fills those in. */
export function settingsFromParams(): Settings {
  return {
    ...DEFAULT_SETTINGS,
    retryWindowMilliseconds: Math.min(retryWindowHours.value() || 6, MAX_RETRY_WINDOW_HOURS) * 3_600_000,
    staleAfterMilliseconds: staleAfterHours.value() * 3_600_000 || DEFAULT_SETTINGS.staleAfterMilliseconds,
    enforceAppCheck: enforceAppCheck.value(),
    runRetentionDays: runRetentionDays.value() || DEFAULT_SETTINGS.runRetentionDays,
    menuMaxAgeSeconds: menuMaxAgeSeconds.value() || DEFAULT_SETTINGS.menuMaxAgeSeconds,
  };
}
