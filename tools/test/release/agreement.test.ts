import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';
import { GOLDEN_MANIFEST } from '../../release/goldenManifest';
import { type Deployed, disagreements, readDotenvFiles, readHasSiteKey } from '../../release/agreement';

const agreeing: Deployed = {
  dotenv: [],
  firebase: {
    hosting: {
      rewrites: [
        { source: '/api/listCustomers', function: { functionId: 'listCustomers', region: 'us-central1' } },
        { source: '/console/**', destination: '/console/index.html' },
      ],
    },
  },
  indexes: { fieldOverrides: [{ collectionGroup: 'sync_runs', fieldPath: 'expireAt', ttl: true }] },
  params: ['SYNC_REGION', 'SYNC_SERVICE_ACCOUNT'],
  callables: ['listCustomers'],
  expiring: ['sync_runs'],
  hasSiteKey: false,
};

const POLICY = "default-src 'none'; script-src 'self'";
const withPolicy = (value: string): Deployed => ({
  ...agreeing,
  hasSiteKey: true,
  firebase: {
    hosting: {
      rewrites: [],
      headers: [{ source: '**', headers: [{ key: 'Content-Security-Policy', value }] }],
    },
  },
});
const keptOut: Deployed = withPolicy(POLICY);

const inRegion = (region: string): Deployed => ({
  ...agreeing,
  dotenv: [{ name: 'functions/.env.shop', values: { SYNC_REGION: region } }],
});

describe('disagreements', () => {
  it.each([
    { what: 'the defaults', deployed: agreeing },
    { what: 'the region of the rewrites', deployed: inRegion('us-central1') },
    {
      what: 'a policy that keeps App Check out where nobody uses it',
      deployed: { ...keptOut, hasSiteKey: false },
    },
  ])('finds none with $what', ({ deployed }) => {
    expect(disagreements(deployed)).toEqual([]);
  });

  it.each([
    {
      what: 'functions in Europe behind rewrites to the US',
      deployed: inRegion('europe-west1'),
      fault:
        "firebase.json passes the console's calls to us-central1, but functions/.env.shop puts the functions in europe-west1. Run npm run api -- --region europe-west1.",
    },
    {
      what: 'a region that is none',
      deployed: inRegion('Europe'),
      fault: 'functions/.env.shop: SYNC_REGION is a region such as us-central1 or europe-west1, not Europe.',
    },
    {
      what: 'a misspelled param',
      deployed: { ...agreeing, dotenv: [{ name: 'functions/.env', values: { SYNC_REGOIN: 'us-central1' } }] },
      fault:
        "functions/.env sets SYNC_REGOIN, which isn't a param. Known: SYNC_REGION, SYNC_SERVICE_ACCOUNT.",
    },
    {
      what: 'a whole address as the account',
      deployed: {
        ...agreeing,
        dotenv: [
          { name: 'functions/.env', values: { SYNC_SERVICE_ACCOUNT: 'me@x.iam.gserviceaccount.com' } },
        ],
      },
      fault:
        'functions/.env: SYNC_SERVICE_ACCOUNT is the part before the @, such as sync-sam, not me@x.iam.gserviceaccount.com.',
    },
    {
      what: 'a rewrite to a function that is gone',
      deployed: { ...agreeing, callables: [] },
      fault: "firebase.json passes calls to listCustomers, which isn't a callable. Run npm run api.",
    },
    {
      what: 'documents that expire without a policy',
      deployed: { ...agreeing, expiring: ['sync_runs', 'sync_preview'] },
      fault:
        'firestore.indexes.json has no TTL policy for sync_preview.expireAt, so its documents would stay forever.',
    },
    {
      what: 'a site key of App Check, and a policy that keeps reCAPTCHA out',
      deployed: keptOut,
      fault:
        "The console is built with a site key of App Check, but firebase.json's Content-Security-Policy keeps reCAPTCHA out. Run npm run api -- --app-check.",
    },
    {
      what: 'callables that require App Check, and a policy that keeps reCAPTCHA out',
      deployed: {
        ...keptOut,
        hasSiteKey: false,
        params: ['SYNC_ENFORCE_APP_CHECK'],
        dotenv: [{ name: 'functions/.env.shop', values: { SYNC_ENFORCE_APP_CHECK: 'true' } }],
      },
      fault:
        "functions/.env.shop has the callables require App Check, but firebase.json's Content-Security-Policy keeps reCAPTCHA out. Run npm run api -- --app-check.",
    },
    {
      what: 'a policy for documents that do not expire',
      deployed: { ...agreeing, expiring: [] },
      fault: 'firestore.indexes.json has a TTL policy for sync_runs.expireAt, and no such document expires.',
    },
  ])('finds $what', ({ deployed, fault }) => {
    expect(disagreements(deployed)).toContain(fault);
  });
});

describe('readDotenvFiles', () => {
  async function folderWith(files: Record<string, string>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'sync-sam-dotenv-'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  }

  it('lays the file of the project that is deployed over the common one', async () => {
    const folder = await folderWith({ '.env': 'A=1\nB=1', '.env.shop': 'B=2', '.env.other': 'B=3' });
    expect(await readDotenvFiles(folder, 'shop')).toEqual([
      { name: 'functions/.env.shop', values: { A: '1', B: '2' } },
    ]);
  });

  it('reads the files of all projects if none is named', async () => {
    const folder = await folderWith({ '.env.shop': 'B=2', '.env.other': 'B=3' });
    expect((await readDotenvFiles(folder, undefined)).map(({ name }) => name).toSorted()).toEqual([
      'functions/.env.other',
      'functions/.env.shop',
    ]);
  });

  it('reads the common file alone, and neither the example nor what is for emulators', async () => {
    const folder = await folderWith({ '.env': 'A=1', '.env.example': 'A=2', '.env.local': 'A=3' });
    expect(await readDotenvFiles(folder, 'shop')).toEqual([{ name: 'functions/.env', values: { A: '1' } }]);
  });
});

it('knows the site key from whichever dotenv file the console’s build reads', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sync-sam-console-'));
  expect(await readHasSiteKey(folder)).toBe(false);
  await writeFile(join(folder, '.env'), 'VITE_APP_CHECK_SITE_KEY=\n');
  expect(await readHasSiteKey(folder)).toBe(false);
  await writeFile(join(folder, '.env.production'), 'VITE_APP_CHECK_SITE_KEY=key\n');
  expect(await readHasSiteKey(folder)).toBe(true);
});

it('functions/.env.example sets every param to its default', async () => {
  const manifest = z.object({ params: z.array(z.object({ name: z.string(), default: z.unknown() })) });
  const { params } = manifest.parse(JSON.parse(await readFile(GOLDEN_MANIFEST, 'utf8')));
  const example = parse(await readFile(resolve(__dirname, '../../../functions/.env.example')));
  expect(example).toEqual(
    Object.fromEntries(params.map(({ name, default: value }) => [name, String(value)])),
  );
});
