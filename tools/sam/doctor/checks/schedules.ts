import { Cron } from 'croner';
import { z } from 'zod';
import type { Check } from '../examination';
import { failure, ok, type Report, warning } from '../finding';

const job = z.object({
  name: z.string(),
  state: z.string(),
  schedule: z.string(),
  lastAttemptTime: z.string().optional(),
  /** A google.rpc.Status; empty after a success. */
  status: z.object({ code: z.number().optional() }).optional(),
});

/** How late an attempt may be before it counts as missed, in milliseconds. */
const LATENESS = 15 * 60_000;

export const schedules: Check = {
  name: 'schedules',
  examine: async ({ api, project, deployment, now }) => {
    const region = deployment.params['SYNC_REGION'] ?? '';
    const jobs = await api.list(
      'cloudscheduler.googleapis.com',
      `/v1/projects/${project}/locations/${region}/jobs`,
      'jobs',
      job,
    );
    const byName = new Map(jobs.map((one) => [one.name.split('/').at(-1) ?? '', one]));
    const reports: Report[] = [];
    let scheduled = 0;
    for (const [name, { scheduleTrigger }] of Object.entries(deployment.functions)) {
      if (scheduleTrigger === undefined) continue;
      scheduled += 1;
      const id = `firebase-schedule-${name}-${region}`;
      const found = byName.get(id);
      const place = `--location=${region} --project ${project}`;
      if (found === undefined) {
        reports.push(
          failure(
            `${name} has no schedule`,
            `firebase deploy --only functions:sync-sam:${name} --project ${project}`,
          ),
        );
      } else if (found.state !== 'ENABLED') {
        reports.push(
          failure(`The schedule of ${name} is ${found.state}`, `gcloud scheduler jobs resume ${id} ${place}`),
        );
      } else {
        reports.push(
          ...attempts(name, found, scheduleTrigger, now, `gcloud scheduler jobs run ${id} ${place}`),
        );
      }
    }
    return reports.length > 0 ? reports : [ok(`${scheduled} schedules ran when they should have`)];
  },
};

function attempts(
  name: string,
  { schedule, lastAttemptTime, status }: z.infer<typeof job>,
  expected: { schedule: string; timeZone: string },
  now: Date,
  run: string,
): Report[] {
  if (schedule !== expected.schedule)
    return [
      failure(
        `${name} runs at "${schedule}", but should run at "${expected.schedule}"`,
        'Deploy the functions again.',
      ),
    ];
  if (lastAttemptTime === undefined) return [warning(`${name} has never run`, run)];
  const code = status?.code ?? 0;
  const logs = `Look for its errors in the log, then: ${run}`;
  if (code !== 0)
    return [failure(`${name} failed at its last attempt, ${lastAttemptTime} (code ${code})`, logs)];
  const due = new Cron(expected.schedule, { timezone: expected.timeZone, paused: true }).nextRun(
    new Date(lastAttemptTime),
  );
  if (due !== null && due.getTime() + LATENESS < now.getTime())
    return [failure(`${name} last ran at ${lastAttemptTime}, but was due at ${due.toISOString()}`, logs)];
  return [];
}
