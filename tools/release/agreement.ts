import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';
import { letsAppCheckIn } from '../docs/contentPolicy';

const DEFAULT_REGION = 'us-central1';

/** Cloud Run's regions look like this; whether one exists is known only to Google. */
const REGION = /^[a-z]+-[a-z]+\d+$/;

const ACCOUNT = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

const rewrites = z.object({
  hosting: z.object({
    rewrites: z.array(
      z.object({ function: z.object({ functionId: z.string(), region: z.string() }).optional() }),
    ),
  }),
});

const indexes = z.object({
  fieldOverrides: z.array(
    z.object({ collectionGroup: z.string(), fieldPath: z.string(), ttl: z.boolean().optional() }),
  ),
});

/** A dotenv file of the functions, as the Firebase CLI reads it. */
export interface DotenvFile {
  name: string;
  values: Readonly<Record<string, string>>;
}

/** What has to agree before a deployment. */
export interface Deployed {
  /** Each file that sets params of its own; none if all have their defaults. */
  dotenv: readonly DotenvFile[];
  /** The content of firebase.json and firestore.indexes.json. */
  firebase: unknown;
  indexes: unknown;
  /** The names of the params, and of the functions that Hosting may pass calls to. */
  params: readonly string[];
  callables: readonly string[];
  /** Whether the console is built with App Check's site key. */
  hasSiteKey: boolean;
  /** Collections whose documents expire, by their field `expireAt`. */
  expiring: readonly string[];
}

/**
 * Finds what disagrees between files that deploying takes from different places.
 * @returns A sentence for each fault, with its fix.
 */
export function disagreements(deployed: Deployed): string[] {
  return [
    ...deployed.dotenv.flatMap((file) => paramFaults(file, deployed.params)),
    ...rewriteFaults(deployed),
    ...expiryFaults(deployed),
    ...appCheckFaults(deployed),
  ];
}

function paramFaults({ name, values }: DotenvFile, params: readonly string[]): string[] {
  const unknown = Object.keys(values).filter((key) => key.startsWith('SYNC_') && !params.includes(key));
  const accounts = Object.entries(values).filter(([key]) => /^SYNC_(?:\w+_)?SERVICE_ACCOUNT$/.test(key));
  const region = values['SYNC_REGION'];
  return [
    ...unknown.map((key) => `${name} sets ${key}, which isn't a param. Known: ${params.join(', ')}.`),
    ...accounts
      .filter(([, account]) => !ACCOUNT.test(account))
      .map(([key, account]) => `${name}: ${key} is the part before the @, such as sync-sam, not ${account}.`),
    ...(region === undefined || REGION.test(region)
      ? []
      : [`${name}: SYNC_REGION is a region such as us-central1 or europe-west1, not ${region}.`]),
  ];
}

function rewriteFaults({ dotenv, firebase, callables }: Deployed): string[] {
  const targets = rewrites.parse(firebase).hosting.rewrites.flatMap((given) => given.function ?? []);
  const wanted = dotenv.length > 0 ? dotenv : [{ name: "the param's default", values: {} }];
  const faults = wanted.flatMap(({ name, values }) => {
    const region = values['SYNC_REGION'] ?? DEFAULT_REGION;
    const other = targets.find((target) => target.region !== region);
    if (other === undefined) return [];
    return [
      `firebase.json passes the console's calls to ${other.region}, but ${name} puts the functions in ${region}. Run npm run api -- --region ${region}.`,
    ];
  });
  const gone = targets.filter(
    ({ functionId }) => functionId !== 'getPublicMenu' && !callables.includes(functionId),
  );
  return [
    ...faults,
    ...gone.map(
      ({ functionId }) =>
        `firebase.json passes calls to ${functionId}, which isn't a callable. Run npm run api.`,
    ),
  ];
}

/** A console that the functions ask for App Check, and whose own policy keeps App Check out, would reach nothing. */
function appCheckFaults({ dotenv, firebase, hasSiteKey }: Deployed): string[] {
  if (letsAppCheckIn(firebase)) return [];
  const fix = "firebase.json's Content-Security-Policy keeps reCAPTCHA out. Run npm run api -- --app-check.";
  const enforcing = dotenv.filter(({ values }) => values['SYNC_ENFORCE_APP_CHECK'] === 'true');
  return [
    ...(hasSiteKey ? [`The console is built with a site key of App Check, but ${fix}`] : []),
    ...enforcing.map(({ name }) => `${name} has the callables require App Check, but ${fix}`),
  ];
}

function expiryFaults({ indexes: text, expiring }: Deployed): string[] {
  const policies = indexes
    .parse(text)
    .fieldOverrides.filter(({ ttl, fieldPath }) => ttl === true && fieldPath === 'expireAt')
    .map(({ collectionGroup }) => collectionGroup);
  return [
    ...expiring
      .filter((collection) => !policies.includes(collection))
      .map(
        (collection) =>
          `firestore.indexes.json has no TTL policy for ${collection}.expireAt, so its documents would stay forever.`,
      ),
    ...policies
      .filter((collection) => !expiring.includes(collection))
      .map(
        (collection) =>
          `firestore.indexes.json has a TTL policy for ${collection}.expireAt, and no such document expires.`,
      ),
  ];
}

const SITE_KEY = 'VITE_APP_CHECK_SITE_KEY';

/** Whether one of the dotenv files that the console's build reads, or the environment, has App Check's site key. */
export async function readHasSiteKey(console: string): Promise<boolean> {
  const names = ['.env', '.env.local', '.env.production', '.env.production.local'];
  const texts = await Promise.all(names.map((name) => readFile(join(console, name), 'utf8').catch(() => '')));
  const keys = [process.env, ...texts.map((text) => parse(text))].map((values) => values[SITE_KEY] ?? '');
  return keys.some((key) => key !== '');
}

/**
 * Reads the dotenv files that a deployment would use: those of the project that the Firebase CLI names, or of all.
 * A project's file is laid over `functions/.env`, as the CLI does it.
 * @param project `GCLOUD_PROJECT`, which the CLI sets for a predeploy step.
 */
export async function readDotenvFiles(functions: string, project: string | undefined): Promise<DotenvFile[]> {
  const names = (await readdir(functions)).filter(
    (name) => /^\.env(\.|$)/.test(name) && !/\.(example|local)$/.test(name),
  );
  const read = async (name: string) => parse(await readFile(join(functions, name)));
  const common = names.includes('.env') ? await read('.env') : {};
  const own = names.filter(
    (name) => name !== '.env' && (project === undefined || name === `.env.${project}`),
  );
  const files = await Promise.all(
    own.map(async (name) => ({ name: `functions/${name}`, values: { ...common, ...(await read(name)) } })),
  );
  if (files.length > 0 || !names.includes('.env')) return files;
  return [{ name: 'functions/.env', values: common }];
}
