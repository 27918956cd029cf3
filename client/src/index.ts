export { type CallOptions, type Client, type ClientOptions, createClient } from './client.ts';
export { SyncSamError } from './syncSamError.ts';
export type * from './contract/index.ts';
export type * from './documents/index.ts';
