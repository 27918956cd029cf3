import { parseOptions } from '../../emulators/options';
import { UsageFailure } from '../failure';

/** Where a command works: on emulators, or in a real project. */
export type Target =
  | { kind: 'emulator'; project: string; firestoreHost: string; pubsubHost: string }
  | { kind: 'google'; project: string };

interface TargetOptions {
  emulator?: boolean;
  project?: string;
  secrets?: string;
  now?: Date;
}

/**
 * Decides where to work. What the environment names as emulators is used; nothing ever reaches a real project that the
 * command line doesn't name, and never half of one: with one of the two variables alone, messages or documents would go elsewhere.
 *
 * @throws UsageFailure naming what is missing or contradicts.
 */
export function resolveTarget(
  { emulator = false, project, secrets, now }: TargetOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Target {
  const firestoreHost = environment['FIRESTORE_EMULATOR_HOST'];
  const pubsubHost = environment['PUBSUB_EMULATOR_HOST'];
  const defaults = parseOptions([]);
  if (emulator || (firestoreHost !== undefined && pubsubHost !== undefined)) {
    return {
      kind: 'emulator',
      project: project ?? environment['GCLOUD_PROJECT'] ?? defaults.project,
      firestoreHost: firestoreHost ?? `127.0.0.1:${defaults.firestorePort}`,
      pubsubHost: pubsubHost ?? `127.0.0.1:${defaults.pubsubPort}`,
    };
  }
  if (firestoreHost !== undefined || pubsubHost !== undefined) {
    throw new UsageFailure(
      'half_an_emulator',
      'Only one of FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST is set. Set both, or neither to work in a real project.',
    );
  }
  if (project === undefined) {
    throw new UsageFailure(
      'no_target',
      'Where? Add --emulator for the services of npm run emulators, or --project PROJECT for a real project.',
    );
  }
  if (project.startsWith('demo-')) {
    throw new UsageFailure(
      'demo_project',
      'Project ids that begin with demo- are for emulators. Add --emulator, or name a real project.',
    );
  }
  if (secrets !== undefined || now !== undefined) {
    throw new UsageFailure(
      'emulator_option',
      '--secrets and --now are for emulators. A real project has Secret Manager and its own time.',
    );
  }
  return { kind: 'google', project };
}

export function describeTarget(target: Target): string {
  return target.kind === 'google'
    ? `project ${target.project} on Google Cloud`
    : `project ${target.project} on the emulator at ${target.firestoreHost}`;
}
