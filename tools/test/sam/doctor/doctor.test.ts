import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TOPICS } from '../../../../functions/src/sync/run/topics';
import { PROJECT_ROLES, REQUIRED_APIS } from '../../../sam/doctor/requirements';
import { describeFindings } from '../../../sam/text/findings';
import { ACCOUNT, API_ACCOUNT, Examination, FIRESTORE, POLICY, QUOTA } from './examination';
import { refusal } from './googleServer';
import { PROJECT } from './names';

let project: Examination;
beforeEach(async () => {
  project = await Examination.open();
});
afterEach(() => project.close());

describe('sam doctor', () => {
  it('finds a healthy project healthy', async () => {
    const findings = await project.findings();
    expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(new Set(findings.map(({ check }) => check)).size).toBe(12);
  });

  it('takes roles on each topic and service for those on the project, and on all but one for none', async () => {
    project.change(POLICY, (json) =>
      json.replace('roles/pubsub.publisher', 'roles/viewer').replace('roles/run.invoker', 'roles/browser'),
    );
    const grant = (key: string, role: string) =>
      project.answers.set(`GET ${key}:getIamPolicy`, {
        status: 200,
        body: {
          bindings: [{ role, members: [`serviceAccount:${ACCOUNT}`, `serviceAccount:${API_ACCOUNT}`] }],
        },
      });
    for (const topic of Object.values(TOPICS))
      grant(`pubsub.googleapis.com/v1/projects/${PROJECT}/topics/${topic}`, 'roles/pubsub.publisher');
    const services = `run.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/services`;
    for (const [name, { eventTrigger, scheduleTrigger }] of Object.entries(project.deployment.functions))
      if (eventTrigger ?? scheduleTrigger) grant(`${services}/${name.toLowerCase()}`, 'roles/run.invoker');
    expect(await project.complaints()).toEqual([]);

    project.answers.delete(`GET ${services}/refreshduesegments:getIamPolicy`);
    expect(await project.complaints()).toMatchObject([
      { check: 'service accounts', status: 'failure', message: `${ACCOUNT} lacks roles/run.invoker` },
    ]);
  });

  it('only reads, and names the project that pays', async () => {
    await project.findings();
    const changing = project.google.requests.filter(
      ({ method, path }) => method !== 'GET' && !(method === 'POST' && path.endsWith(':getIamPolicy')),
    );
    expect(changing).toEqual([]);
    expect(new Set(project.google.requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['Bearer the-token']),
    );
  });

  it('never reads the value of a secret', async () => {
    await project.findings();
    expect(project.google.requests.filter(({ path }) => path.includes(':access'))).toEqual([]);
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
    project.answers.set(QUOTA, answer);
    expect(await project.complaints()).toEqual([
      { check: 'vCPU quota', status: 'failure', message, fix: expect.any(String) },
    ]);
  });

  it('reads lists page by page', async () => {
    const key = `${FIRESTORE}/documents/tenants`;
    project.change(key, (json) => json.replace('{"documents"', '{"nextPageToken":"again","documents"'));
    const findings = await project.complaints();
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('more than 100 pages'),
    );
    expect(project.google.requests.some(({ path }) => path.includes('pageToken=again'))).toBe(true);
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
