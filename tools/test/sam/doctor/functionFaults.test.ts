import { testFaults } from './faults';
import { PROJECT } from './names';

const FUNCTIONS = `GET cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/us-central1/functions`;
const JOBS = `GET cloudscheduler.googleapis.com/v1/projects/${PROJECT}/locations/us-central1/jobs`;

describe('functions, schedules and the console', () => {
  testFaults([
    {
      fault: 'a function that is missing, and one with other options',
      break: (project) =>
        project.change(FUNCTIONS, (json) =>
          json
            .replace(/functions\/syncOrders"/, 'functions/formerlyHere"')
            .replace(/(functions\/storeDeadLetter".*?"availableMemory":)"\d+M"/, '$1"1Gi"'),
        ),
      found: [
        {
          check: 'functions',
          status: 'failure',
          message: expect.stringMatching(/^storeDeadLetter: memory in MiB is 1024, but should be \d+$/),
        },
        { status: 'failure', message: "syncOrders isn't deployed" },
        { status: 'warning', message: expect.stringContaining('formerlyHere is deployed') },
      ],
    },
    {
      fault: 'a trigger that does not retry',
      break: (project) =>
        project.change(FUNCTIONS, (json) => json.replace('POLICY_RETRY', 'POLICY_DO_NOT_RETRY')),
      found: [
        { status: 'failure', message: expect.stringContaining('retries is false, but should be true') },
      ],
    },
    {
      fault: "a subscription with Eventarc's own deadline",
      break: (project) =>
        project.change(
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
      break: (project) => project.change(JOBS, (json) => json.replace('ENABLED', 'PAUSED')),
      found: [{ check: 'schedules', status: 'failure', message: expect.stringContaining('is PAUSED') }],
    },
    {
      fault: 'a schedule that failed',
      break: (project) => project.change(JOBS, (json) => json.replace('"status":{}', '"status":{"code":7}')),
      found: [{ check: 'schedules', status: 'failure', message: expect.stringContaining('(code 7)') }],
    },
    {
      fault: 'a schedule that stopped running',
      break: (project) =>
        project.change(JOBS, (json) =>
          json.replace(/(schedulePosSync.*?)2026-11-26T10:00/, '$12026-11-26T07:00'),
        ),
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
      break: (project) =>
        project.change(`GET firebasehosting.googleapis.com/v1beta1/projects/${PROJECT}/sites`, (json) =>
          json.replace('"appId":"1:4711:web:abc",', ''),
        ),
      found: [{ check: 'console', status: 'warning', message: expect.stringContaining("isn't linked") }],
    },
  ]);
});
