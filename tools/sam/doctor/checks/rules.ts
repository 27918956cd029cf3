import { z } from 'zod';
import { isMissing } from '../apiFailure';
import type { Check } from '../examination';
import { failure, ok } from '../finding';

const HOST = 'firebaserules.googleapis.com';

const release = z.object({ rulesetName: z.string() });
const ruleset = z.object({ source: z.object({ files: z.array(z.object({ content: z.string() })) }) });

export const rules: Check = {
  name: 'rules',
  examine: async ({ api, project, deployment }) => {
    const fix = `firebase deploy --only firestore:rules --project ${project}`;
    try {
      const { rulesetName } = await api.get(
        HOST,
        `/v1/projects/${project}/releases/cloud.firestore`,
        release,
      );
      const { source } = await api.get(HOST, `/v1/${rulesetName}`, ruleset);
      const deployed = source.files.map(({ content }) => content).join('\n');
      if (deployed.trim() === deployment.rules.trim())
        return [ok('The deployed rules are those of firestore.rules')];
      return [failure('The deployed rules differ from firestore.rules', fix)];
    } catch (error) {
      if (isMissing(error)) return [failure('No rules are deployed', fix)];
      throw error;
    }
  },
};
