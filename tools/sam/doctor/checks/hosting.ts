import { z } from 'zod';
import type { Check } from '../examination';
import { ok, warning } from '../finding';

const site = z.object({ name: z.string(), appId: z.string().optional(), defaultUrl: z.string() });
const app = z.object({ appId: z.string() });

/** Without a linked web app, `/__/firebase/init.json` has no `appId`, and the console can't start. */
export const hosting: Check = {
  name: 'console',
  examine: async ({ api, project }) => {
    const [sites, apps] = await Promise.all([
      api.list('firebasehosting.googleapis.com', `/v1beta1/projects/${project}/sites`, 'sites', site),
      api.list('firebase.googleapis.com', `/v1beta1/projects/${project}/webApps`, 'apps', app),
    ]);
    if (sites.length === 0)
      return [
        warning(
          'There is no Hosting site, so no console',
          `firebase hosting:sites:create ${project} --project ${project}`,
        ),
      ];
    if (apps.length === 0)
      return [
        warning(
          "No web app is registered, so the console can't start",
          `firebase apps:create WEB sync-sam-console --project ${project}, then link it to the Hosting site in the Firebase console's project settings`,
        ),
      ];
    const linked = sites.find(({ appId }) => apps.some((one) => one.appId === appId));
    if (linked === undefined)
      return [
        warning(
          "The web app isn't linked to the Hosting site, so the console can't start",
          'Link it in the Firebase console: project settings, the web app, Firebase Hosting.',
        ),
      ];
    return [ok(`The console's web app is linked to ${linked.defaultUrl}`)];
  },
};
