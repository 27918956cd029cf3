import type { FirestoreName } from '../firestoreChoice';
import { SAMPLE_ACCOUNTS, SAMPLE_PASSWORD } from './sampleAccounts';

/** Where a client finds what it works with. */
export interface ClientAddresses {
  project: string;
  region: string;
  /** Which Firestore it is: browsers can't read the embedded one. */
  firestoreName: FirestoreName;
  /** `host:port`. */
  firestore: string;
  auth: string;
  /** URLs. */
  functions: string;
  hosting: string;
  /** Whose pages may call the functions, besides Hosting's. */
  origins: readonly string[];
}

/** The accounts there are, and the lines of code that connect a client, which run as they are. */
export function describeClients(addresses: ClientAddresses): string[] {
  return [
    `Accounts, with the password ${SAMPLE_PASSWORD}:`,
    ...SAMPLE_ACCOUNTS.map(({ email, claims }) => `  ${email.padEnd(28)}${accessOf(claims)}`),
    '',
    'Connect a client (npm install firebase):',
    ...connectingLines(addresses).map((line) => `  ${line}`),
    '',
    `Pages of ${addresses.origins.join(' and ')} may call the functions; --origins names others.`,
    '',
  ];
}

function accessOf(claims: (typeof SAMPLE_ACCOUNTS)[number]['claims']): string {
  if (claims === null) return 'no role, so nothing';
  return claims.orgId === undefined ? claims.role : `${claims.role} of ${claims.orgId}`;
}

function connectingLines({ project, region, firestoreName, firestore, auth, functions }: ClientAddresses) {
  const [sample] = SAMPLE_ACCOUNTS;
  if (!sample?.claims?.orgId) throw new Error('The first sample account has no shop.');
  const { email, claims } = sample;
  const { hostname, port } = new URL(functions);
  const reads = firestoreName === 'hidane';
  const [firestoreHost = '', firestorePort = ''] = firestore.split(':');
  return [
    "import { initializeApp } from 'firebase/app';",
    "import { connectAuthEmulator, getAuth, signInWithEmailAndPassword } from 'firebase/auth';",
    ...(reads ? [`import { ${FIRESTORE.join(', ')} } from 'firebase/firestore';`] : []),
    "import { connectFunctionsEmulator, getFunctions, httpsCallable } from 'firebase/functions';",
    `const app = initializeApp({ projectId: '${project}', apiKey: 'any' });`,
    'const auth = getAuth(app);',
    `connectAuthEmulator(auth, 'http://${auth}');`,
    `const functions = getFunctions(app, '${region}');`,
    `connectFunctionsEmulator(functions, '${hostname}', ${port});`,
    `await signInWithEmailAndPassword(auth, '${email}', '${SAMPLE_PASSWORD}');`,
    `const { data: today } = await httpsCallable(functions, 'getToday')({ orgId: '${claims.orgId}' });`,
    ...(reads
      ? [
          'const firestore = getFirestore(app);',
          `connectFirestoreEmulator(firestore, '${firestoreHost}', ${firestorePort});`,
          `const page = query(collection(firestore, 'tenants/${claims.orgId}/customers'), limit(100));`,
          'onSnapshot(page, (customers) => console.log(customers.size, today));',
        ]
      : ['// Browsers read Firestore directly with: npm run emulators -- --firestore hidane --auth']),
  ];
}

const FIRESTORE = [
  'collection',
  'connectFirestoreEmulator',
  'getFirestore',
  'limit',
  'onSnapshot',
  'query',
] as const;
