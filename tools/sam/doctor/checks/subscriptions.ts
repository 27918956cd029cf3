import { z } from 'zod';
import { listDeployedFunctions } from '../deployedFunctions';
import type { Check } from '../examination';
import { failure, ok, type Report } from '../finding';
import { ACKNOWLEDGEMENT_DEADLINE } from '../requirements';

const trigger = z.object({
  transport: z.object({ pubsub: z.object({ subscription: z.string() }) }),
});

const subscription = z.object({ ackDeadlineSeconds: z.number() });

/** Eventarc's own default of 10 s would deliver a stage's message again while it is still at work. */
export const subscriptions: Check = {
  name: 'subscriptions',
  examine: async (examination) => {
    const { api, project } = examination;
    const deployed = await listDeployedFunctions(examination);
    const reports = await Promise.all(
      [...deployed].map(async ([name, { eventTrigger }]): Promise<Report[]> => {
        if (eventTrigger === undefined) return [];
        const { transport } = await api.get(
          'eventarc.googleapis.com',
          `/v1/${eventTrigger.trigger}`,
          trigger,
        );
        const { subscription: path } = transport.pubsub;
        const { ackDeadlineSeconds } = await api.get('pubsub.googleapis.com', `/v1/${path}`, subscription);
        if (ackDeadlineSeconds >= ACKNOWLEDGEMENT_DEADLINE) return [ok(name)];
        return [
          failure(
            `${name} has ${ackDeadlineSeconds} s to acknowledge a message, but may work for longer`,
            `gcloud pubsub subscriptions update ${path.split('/').at(-1) ?? ''} --ack-deadline=${ACKNOWLEDGEMENT_DEADLINE} --project ${project}`,
          ),
        ];
      }),
    );
    const bad = reports.flat().filter(({ status }) => status !== 'ok');
    if (bad.length > 0) return bad;
    const count = reports.flat().length;
    return [ok(`${count} subscriptions wait ${ACKNOWLEDGEMENT_DEADLINE} s for an acknowledgement`)];
  },
};
