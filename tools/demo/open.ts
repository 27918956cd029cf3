import { parseOptions } from '../emulators/options';

/** Where the demo's services are, as the standard variables have it. */
interface Services {
  firestore: string | undefined;
  pubsub: string | undefined;
}

export function environmentOf(environment: Readonly<Record<string, string | undefined>>): Services {
  return {
    firestore: environment['FIRESTORE_EMULATOR_HOST'],
    pubsub: environment['PUBSUB_EMULATOR_HOST'],
  };
}

/** What can be done while the demo stays open. The variables are needed only if the usual ports were taken. */
export function describeOpen(url: string, { firestore, pubsub }: Services): string {
  const usual = parseOptions([]);
  const isUsual =
    firestore === `127.0.0.1:${usual.firestorePort}` && pubsub === `127.0.0.1:${usual.pubsubPort}`;
  const variables = isUsual
    ? ''
    : `FIRESTORE_EMULATOR_HOST=${firestore ?? ''} PUBSUB_EMULATOR_HOST=${pubsub ?? ''} `;
  return [
    '',
    `The console is open at ${url}/console/: pick a shop and a role.`,
    'In another terminal:',
    `  ${variables}npm run sam -- status --emulator`,
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

/** Opens the browser if there is one: without a screen it does nothing, and the address is printed anyway. */
export async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import('open');
  await open(url).catch(() => undefined);
}
