import type { Mutant } from './mutant';

/** Bugs in what triggers which function. */
export const wiringMutants: readonly Mutant[] = [
  {
    name: 'topic that nobody publishes to',
    description: "subscribes the products' stage to a misspelled topic",
    patches: [
      {
        file: 'functions/stageFunction.ts',
        find: '{ ...options, topic }',
        replace: "{ ...options, topic: topic.replace('products', 'product') }",
      },
    ],
  },
  {
    name: 'trigger on another collection',
    description: 'recomputes segments when customers change, and not when their spending does',
    patches: [
      {
        file: 'functions/recomputeSegment.ts',
        find: "'tenants/{orgId}/customer_spending/{spendingKey}'",
        replace: "'tenants/{orgId}/customers/{spendingKey}'",
      },
    ],
  },
  {
    name: 'stage without retries',
    description: 'does not declare that a failed delivery is to be repeated',
    patches: [
      {
        file: 'functions/options.ts',
        find: '  retry: true,\n  timeoutSeconds: STAGE_TIMEOUT_SECONDS,',
        replace: '  retry: false,\n  timeoutSeconds: STAGE_TIMEOUT_SECONDS,',
      },
    ],
  },
  {
    name: 'id decoded as Latin-1',
    description: "makes ids of letters that an event's header doesn't carry, and takes what comes for the id",
    patches: [
      {
        file: 'rules/identity/pathSegment.ts',
        find: 'const UNSAFE = /[^!-~]|[%/=]/g;',
        replace: 'const UNSAFE = /[\\0- %/=\\x7f]/g;',
      },
    ],
  },
  {
    name: 'schedule wiring from a table',
    description: 'waits for a message that a table of schedules names, and declares no schedule',
    patches: [
      {
        file: 'functions/schedulePosSync.ts',
        find: "import { onSchedule } from 'firebase-functions/v2/scheduler';",
        replace: "import { onMessagePublished } from 'firebase-functions/v2/pubsub';",
      },
      {
        file: 'functions/schedulePosSync.ts',
        find: "onSchedule({ ...scheduleOptions, schedule: '*/30 * * * *' }, async (event) => {",
        replace: "onMessagePublished({ ...scheduleOptions, topic: 'schedule-pos-sync' }, async (event) => {",
      },
      {
        file: 'functions/schedulePosSync.ts',
        find: 'event.scheduleTime',
        replace: 'event.time',
      },
    ],
  },
  {
    name: 'sync once a night',
    description: 'starts syncs once a day in place of every 30 minutes',
    patches: [{ file: 'functions/schedulePosSync.ts', find: '*/30 * * * *', replace: '0 3 * * *' }],
  },
];
