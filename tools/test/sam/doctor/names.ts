export const PROJECT = 'shop-project';
export const NOW = new Date('2026-11-26T10:05:00Z');
export const REGION = 'us-central1';
export const DATABASE = `projects/${PROJECT}/databases/(default)`;
/** By the param that names it. */
export const ACCOUNTS = {
  SYNC_SERVICE_ACCOUNT: `sync-sam@${PROJECT}.iam.gserviceaccount.com`,
  SYNC_API_SERVICE_ACCOUNT: `sync-sam-api@${PROJECT}.iam.gserviceaccount.com`,
  SYNC_MENU_SERVICE_ACCOUNT: `sync-sam-menu@${PROJECT}.iam.gserviceaccount.com`,
} as const;
