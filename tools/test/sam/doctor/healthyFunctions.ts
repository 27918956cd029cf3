import type { Deployment } from '../../../sam/doctor/deployment';
import { type Entries, found } from './answers';
import { PROJECT, REGION } from './names';

export function functions({ functions: expected, runtime }: Deployment): Entries {
  const entries: Entries = [];
  const deployed = Object.entries(expected).map(([name, options]) => {
    const trigger = `projects/${PROJECT}/locations/${REGION}/triggers/${name.toLowerCase()}-123456`;
    if (options.eventTrigger !== undefined) {
      const subscription = `projects/${PROJECT}/subscriptions/eventarc-${REGION}-${name.toLowerCase()}-123456-sub-789`;
      entries.push(
        [
          `GET eventarc.googleapis.com/v1/${trigger}`,
          found({
            name: trigger,
            uid: '1',
            transport: { pubsub: { topic: `projects/${PROJECT}/topics/t`, subscription } },
          }),
        ],
        [
          `GET pubsub.googleapis.com/v1/${subscription}`,
          found({
            name: subscription,
            ackDeadlineSeconds: 600,
            retryPolicy: { minimumBackoff: '10s', maximumBackoff: '600s' },
            state: 'ACTIVE',
          }),
        ],
      );
    }
    return {
      name: `projects/${PROJECT}/locations/${REGION}/functions/${name}`,
      state: 'ACTIVE',
      environment: 'GEN_2',
      labels: { app: 'sync-sam', 'deployment-tool': 'cli-firebase' },
      buildConfig: { runtime, entryPoint: name },
      serviceConfig: {
        availableMemory: `${options.availableMemoryMb}M`,
        availableCpu: String(options.cpu),
        timeoutSeconds: options.timeoutSeconds,
        maxInstanceCount: options.maxInstances,
        maxInstanceRequestConcurrency: options.concurrency,
        serviceAccountEmail: options.serviceAccountEmail,
        ingressSettings: options.ingressSettings,
      },
      ...(options.eventTrigger !== undefined && {
        eventTrigger: {
          trigger,
          retryPolicy: options.eventTrigger.retry ? 'RETRY_POLICY_RETRY' : 'RETRY_POLICY_DO_NOT_RETRY',
        },
      }),
    };
  });
  const foreign = {
    ...deployed[0],
    name: `projects/${PROJECT}/locations/${REGION}/functions/someoneElses`,
    labels: {},
  };
  entries.push([
    `GET cloudfunctions.googleapis.com/v2/projects/${PROJECT}/locations/${REGION}/functions`,
    found({ functions: [...deployed, foreign] }),
  ]);
  return entries;
}

export function schedules({ functions: expected }: Deployment): Entries {
  const jobs = Object.entries(expected).flatMap(([name, { scheduleTrigger }]) =>
    scheduleTrigger === undefined
      ? []
      : [
          {
            name: `projects/${PROJECT}/locations/${REGION}/jobs/firebase-schedule-${name}-${REGION}`,
            state: 'ENABLED',
            schedule: scheduleTrigger.schedule,
            timeZone: scheduleTrigger.timeZone,
            lastAttemptTime: '2026-11-26T10:00:01.123456Z',
            status: {},
          },
        ],
  );
  return [
    [`GET cloudscheduler.googleapis.com/v1/projects/${PROJECT}/locations/${REGION}/jobs`, found({ jobs })],
  ];
}

export function consoleApp(): Entries {
  return [
    [
      `GET firebasehosting.googleapis.com/v1beta1/projects/${PROJECT}/sites`,
      found({
        sites: [
          {
            name: `projects/${PROJECT}/sites/${PROJECT}`,
            appId: '1:4711:web:abc',
            defaultUrl: `https://${PROJECT}.web.app`,
            type: 'DEFAULT_SITE',
          },
        ],
      }),
    ],
    [
      `GET firebase.googleapis.com/v1beta1/projects/${PROJECT}/webApps`,
      found({ apps: [{ name: `projects/${PROJECT}/webApps/1:4711:web:abc`, appId: '1:4711:web:abc' }] }),
    ],
  ];
}
