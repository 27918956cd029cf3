import { table } from './markdown';

/** The command that writes `docs/api.md` anew. */
export const UPDATE_COMMAND = 'npm run api';

/** The errors that every call can meet: HTTP status, status of the protocol, code in `details`, when, and what to do. */
const GENERAL_ERRORS = [
  ['401', '`UNAUTHENTICATED`', '`no_token`, or none', 'There is no ID token, or it is not valid: sign in.'],
  [
    '401',
    '`UNAUTHENTICATED`',
    '`no_app_check`',
    'App Check is enforced, and there is no valid App Check token.',
  ],
  [
    '403',
    '`PERMISSION_DENIED`',
    '`not_allowed`',
    'The role is too small, the tenant is another one, or the token has no claims. The same whether what the call is about exists or not.',
  ],
  [
    '400',
    '`INVALID_ARGUMENT`',
    '`bad_input`',
    'The input is malformed; the message names the fields and never their values. Some calls have codes of their own besides.',
  ],
  ['404', '`NOT_FOUND`', '`unknown_…`', 'What the call is about is not there.'],
  [
    '400',
    '`FAILED_PRECONDITION`',
    "the call's own",
    'The call can not be carried out as things are; the message says what to do.',
  ],
  ['409', '`ABORTED`', "the call's own", 'Somebody else was faster: the message says what to read again.'],
  ['504', '`DEADLINE_EXCEEDED`', "the call's own", 'The call would take longer than it may.'],
  [
    '503',
    '`UNAVAILABLE`',
    'such as `google_unavailable`',
    'Fails for a passing reason: try again after a while.',
  ],
  ['500', '`INTERNAL`', '`unexpected`', 'A fault of the program: the log says more.'],
];

/** The codes among them, but for those that only one call knows. */
export const GENERAL_CODES = [
  'no_token',
  'no_app_check',
  'not_allowed',
  'bad_input',
  'google_unavailable',
  'unexpected',
];

/** What `docs/api.md` says before it comes to the single calls. */
export const GENERAL = `# What people and programs call

<!-- Made from functions/src/callables by \`${UPDATE_COMMAND}\`: change it there. -->

Callable functions, by the [protocol](https://firebase.google.com/docs/functions/callable-reference) that the Firebase SDKs speak, and
[getPublicMenu](#getpublicmenu), which is plain HTTPS.

\`\`\`js
const { data } = await httpsCallable(getFunctions(app, 'us-central1'), 'getSyncStatus')({ orgId: 'org1' });
\`\`\`

\`\`\`sh
curl https://us-central1-PROJECT.cloudfunctions.net/getSyncStatus \\
  -H "authorization: Bearer $ID_TOKEN" -H 'content-type: application/json' -d '{"data": {"orgId": "org1"}}'
\`\`\`

A call answers \`{"result": {…}}\`, or \`{"error": {"status", "message", "details": {"code"}}}\`. The message names the fault and the mend; \`code\`
is stable. Plain JSON goes in and out (no \`@type\` wrappers); money is a number of dollars, an instant is ISO 8601 in UTC. The SDKs send null
for \`undefined\`: in a field that can't be null it means that the field is left out.

## Who may call

The ID token's custom claims decide: \`{ orgId, role }\` for a tenant's people, with \`staff\`, \`manager\` or \`owner\`, and \`{ role: 'operator' }\` across
tenants. Each role may do what the one before it may. A tenant's people may leave out \`orgId\`, which is their own; operators name it.

## Errors of every call

${table(['HTTP', 'status', 'code', 'when'], GENERAL_ERRORS)}`;

/** What is said of the public menu before its fields. */
export const PUBLIC_MENU = `Shows what a shop has in stock to anybody, without a token. Plain HTTPS, \`GET\` or \`HEAD\`, from any site:

\`\`\`sh
curl 'https://us-central1-PROJECT.cloudfunctions.net/getPublicMenu?orgId=org1&category=Flower'
\`\`\`

The answer may be kept for \`SYNC_MENU_MAX_AGE_SECONDS\` (60), and its \`ETag\` follows from the content: with \`If-None-Match\` an unchanged page
answers 304. The function keeps menus in memory for as long, so that Firestore is read as menus change and not as people look. An instance reads
a menu (one read an item in stock) when it is first asked for, when a sync has changed it, and every ten minutes, for what was edited by
hand; to know whether a sync has changed it, it reads two documents a minute at most. An answer from memory reads nothing.

Errors are \`{"error": {"code", "message"}}\`: 400 \`bad_input\` or \`bad_cursor\`, 404 \`unknown_menu\` (no such shop, or its sync is paused), 405
\`method_not_allowed\`, 500 \`unexpected\` or \`menu_too_large\`, 503 \`google_unavailable\`.`;
