export { type CallOptions, type Client, type ClientOptions, createClient } from './client.ts';
export { SyncSamError } from './syncSamError.ts';
export type * from './contract.ts';
export type * from './documents.ts';
