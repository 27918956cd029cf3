/** The APIs that the suite uses, or that deploying it does; `docs/operations.md` turns on the same. */
export const REQUIRED_APIS = [
  'artifactregistry.googleapis.com',
  'cloudbuild.googleapis.com',
  'cloudfunctions.googleapis.com',
  'cloudscheduler.googleapis.com',
  'eventarc.googleapis.com',
  'firebasehosting.googleapis.com',
  'firebaserules.googleapis.com',
  'firestore.googleapis.com',
  'identitytoolkit.googleapis.com',
  'logging.googleapis.com',
  'monitoring.googleapis.com',
  'pubsub.googleapis.com',
  'run.googleapis.com',
  'secretmanager.googleapis.com',
] as const;

/** What each service account needs on the project, by the param that names it; `docs/operations.md` grants the same. */
export const PROJECT_ROLES = {
  SYNC_SERVICE_ACCOUNT: [
    'roles/datastore.user',
    'roles/pubsub.publisher',
    'roles/eventarc.eventReceiver',
    'roles/run.invoker',
  ],
  SYNC_API_SERVICE_ACCOUNT: ['roles/datastore.user', 'roles/pubsub.publisher', 'roles/firebaseauth.viewer'],
  SYNC_MENU_SERVICE_ACCOUNT: ['roles/datastore.viewer'],
} as const;

/** Roles that make the account able to do nearly everything. */
export const ROLES_TOO_WIDE: readonly string[] = ['roles/owner', 'roles/editor', 'roles/datastore.owner'];

export const SECRET_ROLE = 'roles/secretmanager.secretAccessor';

/** Builds the functions, as the default compute account. */
export const BUILD_ROLES: readonly string[] = [
  'roles/cloudbuild.builds.builder',
  'roles/editor',
  'roles/owner',
];

/** Of the subscriptions that deliver events, in seconds: Pub/Sub's maximum. A stage works for up to 540. */
export const ACKNOWLEDGEMENT_DEADLINE = 600;
