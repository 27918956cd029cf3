import { PROJECT_ROLES, REQUIRED_APIS } from '../../../sam/doctor/requirements';
import { type Answer, type Entries, found } from './answers';
import { ACCOUNTS, PROJECT, REGION } from './names';

const PARAMS = ['SYNC_SERVICE_ACCOUNT', 'SYNC_API_SERVICE_ACCOUNT', 'SYNC_MENU_SERVICE_ACCOUNT'] as const;

/** The bindings of a policy: each role once, with all who have it. */
function grants(): { role: string; members: string[] }[] {
  const members = new Map<string, string[]>();
  for (const param of PARAMS)
    for (const role of PROJECT_ROLES[param])
      members.set(role, [
        ...(members.get(role) ?? ['user:owner@example.com']),
        `serviceAccount:${ACCOUNTS[param]}`,
      ]);
  return [...members].map(([role, of]) => ({ role, members: of }));
}

export function projectItself(): Entries {
  return [
    [
      `GET serviceusage.googleapis.com/v1/projects/${PROJECT}/services:batchGet`,
      found({
        services: REQUIRED_APIS.map((name) => ({
          name: `projects/4711/services/${name}`,
          config: { name },
          state: 'ENABLED',
          parent: 'projects/4711',
        })),
      }),
    ],
    [
      `POST cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}:getIamPolicy`,
      found({
        version: 1,
        etag: 'BwYx',
        bindings: [
          ...grants(),
          {
            role: 'roles/cloudbuild.builds.builder',
            members: ['serviceAccount:4711-compute@developer.gserviceaccount.com'],
          },
        ],
      }),
    ],
    [
      `GET cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}`,
      found({ projectNumber: '4711', projectId: PROJECT, lifecycleState: 'ACTIVE' }),
    ],
    ...Object.values(ACCOUNTS).map((email): [string, Answer] => [
      `GET iam.googleapis.com/v1/projects/${PROJECT}/serviceAccounts/${email}`,
      found({ name: `projects/${PROJECT}/serviceAccounts/${email}`, email, uniqueId: '1' }),
    ]),
    [
      `GET cloudquotas.googleapis.com/v1/projects/${PROJECT}/locations/global/services/run.googleapis.com/quotaInfos/CpuAllocPerProjectRegion`,
      found({
        quotaId: 'CpuAllocPerProjectRegion',
        metric: 'run.googleapis.com/cpu_allocation',
        metricUnit: 'milli-vCPU',
        dimensions: ['region'],
        dimensionsInfos: [
          {
            dimensions: { region: 'europe-west1' },
            details: { value: '20000' },
            applicableLocations: ['europe-west1'],
          },
          { details: { value: '2000000' }, applicableLocations: [REGION, 'us-east1'] },
        ],
      }),
    ],
  ];
}

export function secrets(): Entries {
  return ['ALLEAVES', 'UPTOWN'].flatMap((prefix) =>
    ['_USERNAME', '_PASSWORD', '_PIN'].flatMap((suffix): Entries => {
      const secret = `secretmanager.googleapis.com/v1/projects/${PROJECT}/secrets/${prefix}${suffix}`;
      return [
        [
          `GET ${secret}/versions/latest`,
          found({ name: `projects/4711/secrets/${prefix}${suffix}/versions/1`, state: 'ENABLED' }),
        ],
        [
          `GET ${secret}:getIamPolicy`,
          found({
            bindings: [
              {
                role: 'roles/secretmanager.secretAccessor',
                members: [`serviceAccount:${ACCOUNTS.SYNC_SERVICE_ACCOUNT}`],
              },
            ],
          }),
        ],
      ];
    }),
  );
}
