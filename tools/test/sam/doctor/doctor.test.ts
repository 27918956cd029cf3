import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Deployment, readDeployment } from '../../../sam/doctor/deployment';
import { examineProject } from '../../../sam/doctor/doctor';
import type { Finding } from '../../../sam/doctor/finding';
import { TOPICS } from '../../../../functions/src/sync/run/topics';
import { GoogleApi } from '../../../sam/doctor/googleApi';
import { PROJECT_ROLES, REQUIRED_APIS } from '../../../sam/doctor/requirements';
import { describeFindings } from '../../../sam/text/findings';
import { type GoogleServer, refusal, startGoogleServer } from './googleServer';
import { type Answers, healthyProject, NOW, PROJECT } from './healthyProject';

const ACCOUNT = `sync-sam@${PROJECT}.iam.gserviceaccount.com`;
const API_ACCOUNT = `sync-sam-api@${PROJECT}.iam.gserviceaccount.com`;
const DATABASE = `projects/${PROJECT}/databases/(default)`;
const POLICY = `POST cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}:getIamPolicy`;
const FUNCTIONS = `GET cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/functions`;
const JOBS = `GET cloudscheduler.googleapis.com/v1/projects/${PROJECT}/locations/us-central1/jobs`;

let deployment: Deployment;
let answers: Answers;
let google: GoogleServer;

beforeAll(async () => {
  deployment = await readDeployment(resolve(__dirname, '../../../..'), PROJECT);
});

beforeEach(async () => {
  answers = healthyProject(deployment);
  google = await startGoogleServer(answers);
});

afterEach(() => google.close());

async function examine(): Promise<Finding[]> {
  const api = new GoogleApi({ project: PROJECT, accessToken: 'the-token', baseUrl: google.baseUrl });
  return examineProject({ project: PROJECT, api, deployment, now: NOW });
}

/** Everything that isn't ok. */
async function complaints(): Promise<Finding[]> {
  return (await examine()).filter(({ status }) => status !== 'ok');
}

/** Changes the JSON body of an answer. */
function change(key: string, edit: (json: string) => string): void {
  const answer = answers.get(key);
  if (answer === undefined) throw new Error(`There is no answer for ${key}.`);
  const before = JSON.stringify(answer.body);
  const after = edit(before);
  if (after === before) throw new Error(`The change to ${key} changed nothing.`);
  answers.set(key, { ...answer, body: JSON.parse(after) });
}

describe('sam doctor', () => {
  it('finds a healthy project healthy', async () => {
    const findings = await examine();
    expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(new Set(findings.map(({ check }) => check)).size).toBe(12);
  });

  it('takes roles on each topic and service for those on the project, and on all but one for none', async () => {
    change(POLICY, (json) =>
      json.replace('roles/pubsub.publisher', 'roles/viewer').replace('roles/run.invoker', 'roles/browser'),
    );
    const grant = (key: string, role: string) =>
      answers.set(`GET ${key}:getIamPolicy`, {
        status: 200,
        body: {
          bindings: [{ role, members: [`serviceAccount:${ACCOUNT}`, `serviceAccount:${API_ACCOUNT}`] }],
        },
      });
    for (const topic of Object.values(TOPICS))
      grant(`pubsub.googleapis.com/v1/projects/${PROJECT}/topics/${topic}`, 'roles/pubsub.publisher');
    const services = `run.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/services`;
    for (const [name, { eventTrigger, scheduleTrigger }] of Object.entries(deployment.functions))
      if (eventTrigger ?? scheduleTrigger) grant(`${services}/${name.toLowerCase()}`, 'roles/run.invoker');
    expect(await complaints()).toEqual([]);

    answers.delete(`GET ${services}/refreshduesegments:getIamPolicy`);
    expect(await complaints()).toMatchObject([
      { check: 'service accounts', status: 'failure', message: `${ACCOUNT} lacks roles/run.invoker` },
    ]);
  });

  it('only reads, and names the project that pays', async () => {
    await examine();
    const changing = google.requests.filter(
      ({ method, path }) => method !== 'GET' && !(method === 'POST' && path.endsWith(':getIamPolicy')),
    );
    expect(changing).toEqual([]);
    expect(new Set(google.requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer the-token']),
    );
  });

  it('never reads the value of a secret', async () => {
    await examine();
    expect(google.requests.filter(({ path }) => path.includes(':access'))).toEqual([]);
  });

  interface Fault {
    fault: string;
    break: () => void;
    found: Partial<Finding>[];
  }
  const faults: Fault[] = [
    {
      fault: 'an API that is off',
      break: () =>
        change(`GET serviceusage.googleapis.com/v1/projects/${PROJECT}/services:batchGet`, (json) =>
          json.replace(/("name":"eventarc[^}]*\},"state":)"ENABLED"/, '$1"DISABLED"'),
        ),
      found: [
        {
          check: 'APIs',
          status: 'failure',
          fix: `gcloud services enable eventarc.googleapis.com --project ${PROJECT}`,
        },
      ],
    },
    {
      fault: 'a database that is missing',
      break: () => answers.delete(`GET firestore.googleapis.com/v1/${DATABASE}`),
      found: [{ check: 'Firestore', status: 'failure', message: 'There is no (default) database' }],
    },
    {
      fault: 'a database of another edition',
      break: () =>
        change(`GET firestore.googleapis.com/v1/${DATABASE}`, (json) =>
          json.replace('STANDARD', 'ENTERPRISE'),
        ),
      found: [{ status: 'failure', message: 'The database is of the ENTERPRISE edition, not STANDARD' }],
    },
    {
      fault: 'a database in Datastore mode',
      break: () =>
        change(`GET firestore.googleapis.com/v1/${DATABASE}`, (json) =>
          json.replace('FIRESTORE_NATIVE', 'DATASTORE_MODE'),
        ),
      found: [{ status: 'failure', message: 'The database is in Datastore mode (DATASTORE_MODE)' }],
    },
    {
      fault: 'a database on another continent, without recovery or backups',
      break: () => {
        change(`GET firestore.googleapis.com/v1/${DATABASE}`, (json) =>
          json.replace('nam5', 'eur3').replace('RECOVERY_ENABLED', 'RECOVERY_DISABLED'),
        );
        answers.set(`GET firestore.googleapis.com/v1/${DATABASE}/backupSchedules`, { status: 200, body: {} });
      },
      found: [
        { status: 'warning', message: expect.stringContaining('crosses an ocean') },
        { status: 'warning', message: 'Point-in-time recovery is off' },
        { status: 'warning', message: expect.stringContaining('No backups are scheduled') },
      ],
    },
    {
      fault: 'an index that is missing, and one that is being built',
      break: () =>
        change(`GET firestore.googleapis.com/v1/${DATABASE}/collectionGroups/-/indexes`, (json) =>
          json
            .replace('"fieldPath":"stream"', '"fieldPath":"another"')
            .replace(/READY(?!.*READY)/, 'CREATING'),
        ),
      found: [
        {
          check: 'indexes',
          status: 'failure',
          message: 'Missing index: sync_index: stream ASCENDING, from DESCENDING',
          fix: `firebase deploy --only firestore --project ${PROJECT}`,
        },
        { check: 'indexes', status: 'warning', message: expect.stringContaining('still being built') },
      ],
    },
    {
      fault: 'a TTL policy that is missing',
      break: () =>
        change(`GET firestore.googleapis.com/v1/${DATABASE}/collectionGroups/-/fields`, (json) =>
          json.replace(/(dead_letters\/fields\/expireAt","indexConfig":\{\}),"ttlConfig":\{[^}]*\}/, '$1'),
        ),
      found: [{ check: 'indexes', status: 'failure', message: 'Missing TTL policy: dead_letters.expireAt' }],
    },
    {
      fault: 'an exemption that is missing',
      break: () =>
        change(`GET firestore.googleapis.com/v1/${DATABASE}/collectionGroups/-/fields`, (json) =>
          json.replace('sync_index/fields/entries', 'sync_index/fields/others'),
        ),
      found: [
        { check: 'indexes', status: 'warning', message: 'Single-field indexes differ: sync_index.entries' },
      ],
    },
    {
      fault: 'rules that somebody edited',
      break: () =>
        change(`GET firebaserules.googleapis.com/v1/projects/${PROJECT}/rulesets/2f9`, (json) =>
          json.replace('allow ', 'allow  '),
        ),
      found: [
        { check: 'rules', status: 'failure', message: 'The deployed rules differ from firestore.rules' },
      ],
    },
    {
      fault: 'rules that were never deployed',
      break: () =>
        answers.delete(`GET firebaserules.googleapis.com/v1/projects/${PROJECT}/releases/cloud.firestore`),
      found: [{ check: 'rules', status: 'failure', message: 'No rules are deployed' }],
    },
    {
      fault: 'a service account that is missing, and lacks a role',
      break: () => {
        answers.delete(`GET iam.googleapis.com/v1/projects/${PROJECT}/serviceAccounts/${ACCOUNT}`);
        change(POLICY, (json) => json.replace('roles/pubsub.publisher', 'roles/pubsub.viewer'));
      },
      found: [
        { check: 'service accounts', status: 'failure', message: `${ACCOUNT} doesn't exist` },
        { status: 'failure', message: `${ACCOUNT} lacks roles/pubsub.publisher` },
        { status: 'failure', message: `${API_ACCOUNT} lacks roles/pubsub.publisher` },
      ],
    },
    {
      fault: 'service accounts that may do everything',
      break: () => change(POLICY, (json) => json.replace('roles/datastore.user', 'roles/editor')),
      found: [ACCOUNT, API_ACCOUNT].map((email) => ({
        status: 'warning',
        message: `${email} has roles/editor, which is far more than it needs`,
      })),
    },
    {
      fault: 'an account of the public menu that may not read',
      break: () => change(POLICY, (json) => json.replace('roles/datastore.viewer', 'roles/viewer')),
      found: [
        {
          check: 'service accounts',
          status: 'failure',
          message: expect.stringMatching(/^sync-sam-menu@.* lacks roles\/datastore\.viewer$/),
        },
      ],
    },
    {
      fault: 'a builder without its role',
      break: () => change(POLICY, (json) => json.replace('cloudbuild.builds.builder', 'logging.logWriter')),
      found: [
        { check: 'service accounts', status: 'warning', message: expect.stringContaining('4711-compute') },
      ],
    },
    {
      fault: 'a quota below what a function may use',
      break: () =>
        change(
          `GET cloudquotas.googleapis.com/v1/projects/${PROJECT}/locations/global/services/run.googleapis.com/quotaInfos/CpuAllocPerProjectRegion`,
          (json) => json.replace('2000000', '20000'),
        ),
      found: [{ check: 'vCPU quota', status: 'warning', message: expect.stringContaining('allows 20') }],
    },
    {
      fault: 'a function that is missing, and one with other options',
      break: () =>
        change(FUNCTIONS, (json) =>
          json
            .replace(/functions\/syncOrders"/, 'functions/formerlyHere"')
            .replace(/(functions\/storeDeadLetter".*?"availableMemory":)"\d+M"/, '$1"1Gi"'),
        ),
      found: [
        {
          check: 'functions',
          status: 'failure',
          message: expect.stringMatching(/^storeDeadLetter: memory in MiB is 1024, and should be \d+$/),
        },
        { status: 'failure', message: "syncOrders isn't deployed" },
        { status: 'warning', message: expect.stringContaining('formerlyHere is deployed') },
      ],
    },
    {
      fault: 'a trigger that does not retry',
      break: () => change(FUNCTIONS, (json) => json.replace('POLICY_RETRY', 'POLICY_DO_NOT_RETRY')),
      found: [
        { status: 'failure', message: expect.stringContaining('retries is false, and should be true') },
      ],
    },
    {
      fault: "a subscription with Eventarc's own deadline",
      break: () =>
        change(
          `GET pubsub.googleapis.com/v1/projects/${PROJECT}/subscriptions/eventarc-us-central1-syncorders-123456-sub-789`,
          (json) => json.replace('600,', '10,'),
        ),
      found: [
        {
          check: 'subscriptions',
          status: 'failure',
          fix: `gcloud pubsub subscriptions update eventarc-us-central1-syncorders-123456-sub-789 --ack-deadline=600 --project ${PROJECT}`,
        },
      ],
    },
    {
      fault: 'a schedule that is paused',
      break: () => change(JOBS, (json) => json.replace('ENABLED', 'PAUSED')),
      found: [{ check: 'schedules', status: 'failure', message: expect.stringContaining('is PAUSED') }],
    },
    {
      fault: 'a schedule that failed',
      break: () => change(JOBS, (json) => json.replace('"status":{}', '"status":{"code":7}')),
      found: [{ check: 'schedules', status: 'failure', message: expect.stringContaining('(code 7)') }],
    },
    {
      fault: 'a schedule that stopped running',
      break: () =>
        change(JOBS, (json) => json.replace(/(schedulePosSync.*?)2026-11-26T10:00/, '$12026-11-26T07:00')),
      found: [
        {
          check: 'schedules',
          status: 'failure',
          message: expect.stringContaining('was due at 2026-11-26T07:30'),
        },
      ],
    },
    {
      fault: 'a web app that is not linked to the site',
      break: () =>
        change(`GET firebasehosting.googleapis.com/v1beta1/projects/${PROJECT}/sites`, (json) =>
          json.replace('"appId":"1:4711:web:abc",', ''),
        ),
      found: [{ check: 'console', status: 'warning', message: expect.stringContaining("isn't linked") }],
    },
    {
      fault: 'a secret that is missing, one that is disabled, and one that may not be read',
      break: () => {
        const secret = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/UPTOWN`;
        answers.delete(`GET ${secret}_PIN/versions/latest`);
        change(`GET ${secret}_USERNAME/versions/latest`, (json) => json.replace('ENABLED', 'DISABLED'));
        answers.set(`GET ${secret}_PASSWORD:getIamPolicy`, { status: 200, body: { etag: 'ACAB' } });
      },
      found: [
        { check: 'secrets', status: 'failure', message: 'The latest version of UPTOWN_USERNAME is DISABLED' },
        { status: 'failure', message: `${ACCOUNT} may not read UPTOWN_PASSWORD` },
        { status: 'failure', message: "UPTOWN_PIN doesn't exist, or has no version" },
      ],
    },
    {
      fault: 'a tenant that is stale, and one that never synced',
      break: () => {
        const status = (orgId: string) =>
          `GET firestore.googleapis.com/v1/${DATABASE}/documents/tenants/${orgId}/sync_status/pos`;
        answers.delete(status('downtown'));
        change(status('uptown'), (json) =>
          json
            .replace('T09:30', 'T05:05')
            .replace('{"nullValue":null}', '{"mapValue":{"fields":{"code":{"stringValue":"menu_brake"}}}}'),
        );
      },
      found: [
        { check: 'tenants', status: 'failure', message: 'downtown has never synced' },
        { check: 'tenants', status: 'failure', message: 'uptown last synced 5.0 hours ago (menu_brake)' },
      ],
    },
  ];

  it.each(faults)('finds $fault', async ({ break: breakIt, found }) => {
    breakIt();
    const complained = await complaints();
    expect(complained).toEqual(found.map((finding) => expect.objectContaining(finding)));
    for (const { fix } of complained) expect(fix).toBeTruthy();
  });

  it.each([
    {
      because: 'an API is off',
      answer: refusal(403, 'PERMISSION_DENIED', { reason: 'SERVICE_DISABLED' }),
      message: "Can't look: cloudquotas.googleapis.com is off",
    },
    {
      because: 'a permission is missing',
      answer: refusal(403, 'PERMISSION_DENIED', {
        reason: 'IAM_PERMISSION_DENIED',
        metadata: { permission: 'cloudquotas.quotas.get' },
      }),
      message: "Can't look: cloudquotas.googleapis.com refuses, because you lack cloudquotas.quotas.get",
    },
    {
      because: 'the credentials have expired',
      answer: refusal(401, 'UNAUTHENTICATED'),
      message: "Can't look: cloudquotas.googleapis.com doesn't accept your credentials",
    },
    {
      because: 'the answer has an unknown form',
      answer: { status: 200, body: { dimensionsInfos: 'many' } },
      message: expect.stringContaining('an unknown form: dimensionsInfos'),
    },
  ])('goes on when one check cannot look because $because', async ({ answer, message }) => {
    answers.set(
      `GET cloudquotas.googleapis.com/v1/projects/${PROJECT}/locations/global/services/run.googleapis.com/quotaInfos/CpuAllocPerProjectRegion`,
      answer,
    );
    expect(await complaints()).toEqual([
      { check: 'vCPU quota', status: 'failure', message, fix: expect.any(String) },
    ]);
  });

  it('reads lists page by page', async () => {
    const key = `GET firestore.googleapis.com/v1/${DATABASE}/documents/tenants`;
    change(key, (json) => json.replace('{"documents"', '{"nextPageToken":"again","documents"'));
    const findings = await complaints();
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('more than 100 pages'),
    );
    expect(google.requests.some(({ path }) => path.includes('pageToken=again'))).toBe(true);
  });

  it('is told line by line, with the fix below', () => {
    const text = describeFindings([
      { check: 'rules', status: 'ok', message: 'As in the file' },
      { check: 'indexes', status: 'failure', message: 'Missing', fix: 'firebase deploy' },
    ]);
    expect(text.split('\n')).toEqual([
      'ok       rules: As in the file',
      'failure  indexes: Missing',
      '         fix: firebase deploy',
      '',
      '1 ok, 0 warnings, 1 failure',
    ]);
  });

  it('expects what docs/operations.md sets up', async () => {
    const operations = await readFile(resolve(__dirname, '../../../../docs/operations.md'), 'utf8');
    const enabled = /gcloud services enable \\\n((?:.*\\\n)*.*)/.exec(operations)?.[1] ?? '';
    expect(enabled.match(/[a-z]+\.googleapis\.com/g)?.toSorted()).toEqual(REQUIRED_APIS.toSorted());
    const loops = [...operations.matchAll(/accounts create \S+ [^\n]+\nfor role in ([^;]+); do/g)];
    const granted = loops.map(([, roles = '']) => roles.split(' ').map((role) => `roles/${role}`));
    const menu = /serviceAccount:sync-sam-menu@\S+ --role=(\S+)/.exec(operations)?.[1];
    expect([...granted, [menu]]).toEqual(Object.values(PROJECT_ROLES));
  });
});
