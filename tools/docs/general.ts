import { table } from './markdown';

/** The command that rewrites `docs/api.md`. */
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
    '401',
    '`UNAUTHENTICATED`',
    '`session_ended`',
    'Of some calls: the account was demoted, disabled or signed out everywhere since the token was issued. Sign in again.',
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
  'session_ended',
  'not_allowed',
  'bad_input',
  'google_unavailable',
  'unexpected',
];

/** What `docs/api.md` says before it comes to the single calls. */
export const GENERAL = `# What people and programs call

<!-- Made from functions/src/api by \`${UPDATE_COMMAND}\`: change it there. -->

Callable functions, by the [protocol](https://firebase.google.com/docs/functions/callable-reference) that the Firebase SDKs speak, and
[getPublicMenu](#getpublicmenu), which is plain HTTPS.

A call answers \`{"result": {…}}\`, or \`{"error": {"status", "message", "details": {"code"}}}\`. The message names the fault and the fix; \`code\`
is stable. Plain JSON goes in and out (no \`@type\` wrappers); money is a number of dollars, an instant is ISO 8601 in UTC. The SDKs send null
for \`undefined\`: in a field that can't be null it means that the field is left out.

## Who may call

The ID token's custom claims decide: \`{ orgId, role }\` for a tenant's people, with \`staff\`, \`manager\` or \`owner\`, and \`{ role: 'operator' }\` across
tenants. Each role may do what the one before it may. A tenant's people may leave out \`orgId\`, which is their own; operators name it.

## Calling the emulators

\`npm run emulators\` in one terminal, \`npm run seed\` in another, which adds the shop \`greenleaf\` and syncs it. Then:

\`\`\`sh
BASE=\${BASE:-http://127.0.0.1:5001/demo-sync-sam/us-central1}
TOKEN=$(node -p '
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: "me", aud: "demo-sync-sam", iat: now, exp: now + 3600, role: "operator" };
  [part({ alg: "none", typ: "JWT" }), part(claims), ""].join(".")
')
\`\`\`

Emulators take tokens without a signature, so any claims can be tried: \`role: "staff", orgId: "greenleaf"\`, for example. The commands
below work from top to bottom as they are printed. What needs the id of a dead letter takes one of [listDeadLetters](#listdeadletters).

## Calling production

Functions are at \`https://us-central1-PROJECT.cloudfunctions.net/NAME\`, and take an ID token of Firebase Authentication whose
account has the claims. An administrator sets them once, with the Admin SDK:

\`\`\`js
await getAuth().setCustomUserClaims(uid, { orgId: 'my-shop', role: 'manager' });
\`\`\`

A browser has the token from the Firebase SDK (\`await user.getIdToken()\`), and calls with \`httpsCallable\` or with the
[client](../client/README.md). A program signs in with an account of its own; \`API_KEY\` is the web API key in the project's settings:

\`\`\`sh
TOKEN=$(curl -s "https://identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=$API_KEY" \\
  -H 'content-type: application/json' \\
  -d "{\\"email\\": \\"$EMAIL\\", \\"password\\": \\"$PASSWORD\\", \\"returnSecureToken\\": true}" | jq -r .idToken)
BASE=https://us-central1-PROJECT.cloudfunctions.net
\`\`\`

A token is good for an hour. If App Check is enforced, calls also need its token in \`x-firebase-appcheck\`.

The same contract as an [OpenAPI 3.1 document](openapi.json), and the documents in Firestore as [JSON Schemas](data-model.md).

## Errors of every call

${table(['HTTP', 'status', 'code', 'when'], GENERAL_ERRORS)}`;

/** What is said of the public menu before its fields. */
export const PUBLIC_MENU = `Shows what a shop has in stock to anybody, without a token. Plain HTTPS, \`GET\` or \`HEAD\`, from any site:

\`\`\`sh
curl "$BASE/getPublicMenu?orgId=greenleaf&category=Flower"
\`\`\`

Give websites and apps \`https://PROJECT.web.app/menu\` with the same query: there Firebase Hosting's CDN keeps each page for
\`SYNC_MENU_MAX_AGE_SECONDS\` (60) and asks the function only then.

The answer may be kept for as long, and its \`ETag\` follows from the content: with \`If-None-Match\` an unchanged page
answers 304. The function keeps menus in memory for as long, so that Firestore is read as menus change and not as people look. An instance reads
a menu (one read an item in stock) when it is first asked for, when a sync has changed it, and every ten minutes, for what was edited by
hand, once in a minute at most; to know whether a sync has changed it, it reads one document a minute. Which shops have a menu it knows from one query
a minute (one read an active shop). An answer from memory, and one to an id without a menu, reads nothing, however many are asked for.

Errors are \`{"error": {"code", "message"}}\`: 400 \`bad_input\` or \`bad_cursor\`, 404 \`unknown_menu\` (no such shop, or its sync is paused), 405
\`method_not_allowed\`, 500 \`unexpected\` or \`menu_too_large\`, 503 \`google_unavailable\` or
\`menu_busy\` (see \`Retry-After\`).`;
