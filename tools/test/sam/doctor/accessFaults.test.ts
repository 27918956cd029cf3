import { ACCOUNT, API_ACCOUNT, POLICY, QUOTA } from './examination';
import { testFaults } from './faults';
import { PROJECT } from './names';

describe('what the project lets its accounts do', () => {
  testFaults([
    {
      fault: 'an API that is off',
      break: (project) =>
        project.change(`GET serviceusage.googleapis.com/v1/projects/${PROJECT}/services:batchGet`, (json) =>
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
      fault: 'a service account that is missing, and lacks a role',
      break: (project) => {
        project.answers.delete(`GET iam.googleapis.com/v1/projects/${PROJECT}/serviceAccounts/${ACCOUNT}`);
        project.change(POLICY, (json) => json.replace('roles/pubsub.publisher', 'roles/pubsub.viewer'));
      },
      found: [
        { check: 'service accounts', status: 'failure', message: `${ACCOUNT} doesn't exist` },
        { status: 'failure', message: `${ACCOUNT} lacks roles/pubsub.publisher` },
        { status: 'failure', message: `${API_ACCOUNT} lacks roles/pubsub.publisher` },
      ],
    },
    {
      fault: 'service accounts that may do everything',
      break: (project) =>
        project.change(POLICY, (json) => json.replace('roles/datastore.user', 'roles/editor')),
      found: [ACCOUNT, API_ACCOUNT].map((email) => ({
        status: 'warning',
        message: `${email} has roles/editor, which is far more than it needs`,
      })),
    },
    {
      fault: 'an account of the public menu that may not read',
      break: (project) =>
        project.change(POLICY, (json) => json.replace('roles/datastore.viewer', 'roles/viewer')),
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
      break: (project) =>
        project.change(POLICY, (json) => json.replace('cloudbuild.builds.builder', 'logging.logWriter')),
      found: [
        { check: 'service accounts', status: 'warning', message: expect.stringContaining('4711-compute') },
      ],
    },
    {
      fault: 'a quota below what a function may use',
      break: (project) => project.change(QUOTA, (json) => json.replace('2000000', '20000')),
      found: [{ check: 'vCPU quota', status: 'warning', message: expect.stringContaining('allows 20') }],
    },
    {
      fault: 'a secret that is missing, one that is disabled, and one that may not be read',
      break: (project) => {
        const secret = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/UPTOWN`;
        project.answers.delete(`GET ${secret}_PIN/versions/latest`);
        project.change(`GET ${secret}_USERNAME/versions/latest`, (json) =>
          json.replace('ENABLED', 'DISABLED'),
        );
        project.answers.set(`GET ${secret}_PASSWORD:getIamPolicy`, { status: 200, body: { etag: 'ACAB' } });
      },
      found: [
        { check: 'secrets', status: 'failure', message: 'The latest version of UPTOWN_USERNAME is DISABLED' },
        { status: 'failure', message: `${ACCOUNT} may not read UPTOWN_PASSWORD` },
        { status: 'failure', message: "UPTOWN_PIN doesn't exist, or has no version" },
      ],
    },
  ]);
});
