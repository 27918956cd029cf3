import { z } from 'zod';

/** The `hosting` of `firebase.json`. */
export const hostingConfiguration = z.looseObject({
  public: z.string(),
  headers: z.array(
    z.looseObject({
      source: z.string(),
      headers: z.array(z.object({ key: z.string(), value: z.string() })),
    }),
  ),
});
type HostingConfiguration = z.infer<typeof hostingConfiguration>;

const POLICY = 'Content-Security-Policy';
const CONNECT = /(?<=; )connect-src(?= )/;

/**
 * Hosting as it is deployed, but for one thing: its pages may also ask the Auth emulator, as they ask Firebase Authentication in production.
 * @param authOrigin `http://127.0.0.1:9099`.
 * @throws Error if the policy says nothing of what pages may ask.
 */
export function localHosting(deployed: HostingConfiguration, authOrigin: string): HostingConfiguration {
  let policies = 0;
  const headers = deployed.headers.map((group) => ({
    ...group,
    headers: group.headers.map(({ key, value }) => {
      if (key !== POLICY || !CONNECT.test(value)) return { key, value };
      policies += 1;
      return { key, value: value.replace(CONNECT, `connect-src ${authOrigin}`) };
    }),
  }));
  if (policies === 0) throw new Error(`firebase.json has no ${POLICY} with a connect-src.`);
  return { ...deployed, headers };
}
