import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ClientAddresses, describeClients } from './clients/describeClients';
import type { FirestoreService } from './firestore/firestoreService';
import type { FunctionHost } from './host/functionHost';
import type { Suite } from './suite';

const CONSOLE = resolve(__dirname, '../../console/dist/console/index.html');

type Services = Pick<Suite<FunctionHost, FirestoreService>, 'functions' | 'firestore' | 'pubsub'>;

/** What can be done now that the services are up, for the person who started them by hand. */
export function describeNext(services: Services, reloads: boolean, clients?: ClientAddresses): string {
  const { functions, firestore, pubsub } = services;
  return [
    '',
    ...(clients
      ? [`Console    ${clients.hosting}/console/`, `Functions  ${functions.url}   Auth ${clients.auth}`]
      : [
          `Console    ${consoleAt(functions.url)}`,
          `Functions  ${functions.url}/ lists them and what they have done`,
        ]),
    `Firestore  ${firestore.host}   Pub/Sub ${pubsub.host}`,
    '',
    ...(clients ? describeClients(clients) : []),
    'Next, in another terminal:',
    '  npm run seed                          two shops with simulated points of sale',
    '  npm run sam -- status --emulator      how their syncs are',
    `${reloads ? 'Functions are loaded again when their source changes. ' : ''}Ctrl-C stops everything.`,
    '',
  ].join('\n');
}

function consoleAt(url: string): string {
  const address = `${url}/console/`;
  return existsSync(CONSOLE) ? address : `${address} (build it first: npm run build:console)`;
}
