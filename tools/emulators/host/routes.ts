import express, { type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Clock } from '../../../functions/src/platform/ports/clock';
import { consoleRoutes } from './console';
import { triggerName } from '../functions/functionHandle';
import type { HostedFunction } from '../functions/hostedFunction';
import { BusyError } from '../functions/places';
import { refuseOtherSites } from './sameMachine';
import type { Scheduler } from './scheduler';

export interface RouteOptions {
  project: string;
  functions: readonly HostedFunction[];
  scheduler: Scheduler;
  clock: Clock;
  /** The state of everything, for `GET /`. */
  describe: () => object;
}

/** Google's limit on a request to a second-generation function. */
const BODY_LIMIT = '32mb';

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** 429 for a function that had no place. */
const statusOf = (error: unknown): number => (error instanceof BusyError ? 429 : 500);

/** Functions find the bytes as received in `rawBody`, as under Google's functions-framework. */
function keepRawBody(request: object, _response: unknown, body: Buffer): void {
  Object.assign(request, { rawBody: body });
}

function bodyParsers() {
  const options = { limit: BODY_LIMIT, verify: keepRawBody };
  return [
    express.json({ ...options, type: ['application/json', 'application/cloudevents+json'], strict: false }),
    express.urlencoded({ ...options, extended: true }),
    express.text(options),
    express.raw({ ...options, type: () => true }),
  ];
}

const cloudEvent = z.looseObject({ type: z.string(), source: z.string(), data: z.unknown() });

/** The CloudEvent of a request, in structured (JSON) or binary mode (`ce-*` headers). */
function readCloudEvent(request: Request): z.ZodSafeParseResult<object> {
  const body: unknown = request.body;
  if (request.header('ce-type') === undefined) return cloudEvent.safeParse(body);
  const attributes = Object.entries(request.headers).flatMap(([name, value]) =>
    name.startsWith('ce-') ? [[name.slice('ce-'.length), value] as const] : [],
  );
  const datacontenttype = request.header('content-type');
  return cloudEvent.safeParse({ ...Object.fromEntries(attributes), datacontenttype, data: body });
}

/** Delivers a CloudEvent to the function that a trigger name of the Functions emulator (`us-central1-syncOrders-0`) means. */
async function deliverEvent(options: RouteOptions, request: Request, response: Response): Promise<void> {
  const name = request.params['trigger'];
  const events = options.functions.filter(
    ({ trigger }) => trigger.kind === 'pubsub' || trigger.kind === 'firestore',
  );
  const hosted = events.find((candidate) => triggerName(candidate) === name);
  if (!hosted || request.params['project'] !== options.project) {
    const triggers = events.map(triggerName);
    response.status(404).json({ error: "There's no such trigger.", project: options.project, triggers });
    return;
  }
  const event = readCloudEvent(request);
  if (!event.success) {
    response.status(400).json({ error: `The body is no CloudEvent: ${z.prettifyError(event.error)}` });
    return;
  }
  try {
    await hosted.call(event.data);
    response.json({ status: 'acknowledged' });
  } catch (error) {
    response.status(statusOf(error)).json({ error: textOf(error) });
  }
}

/** Cloud Scheduler's header with the moment that a run stands for. */
export const SCHEDULE_TIME_HEADER = 'x-cloudscheduler-scheduletime';

/** Runs a scheduled function now and answers how it went. */
async function runSchedule(
  { scheduler, clock }: RouteOptions,
  request: Request<{ name: string }>,
  response: Response,
): Promise<void> {
  const { name } = request.params;
  const due = z.iso.datetime({ offset: true }).optional().safeParse(request.header(SCHEDULE_TIME_HEADER));
  if (!due.success) {
    response.status(400).json({ error: `The header ${SCHEDULE_TIME_HEADER} is no ISO 8601 time.` });
    return;
  }
  if (!scheduler.names().includes(name)) {
    response
      .status(404)
      .json({ error: `There is no scheduled function ${name}.`, schedules: scheduler.names() });
    return;
  }
  const startedAt = clock.now().getTime();
  const durationMs = () => clock.now().getTime() - startedAt;
  try {
    await scheduler.run(name, due.data === undefined ? undefined : new Date(due.data));
    response.json({ function: name, status: 'ok', durationMs: durationMs() });
  } catch (error) {
    response
      .status(500)
      .json({ function: name, status: 'failed', durationMs: durationMs(), error: textOf(error) });
  }
}

/** Serves one request with an HTTPS or callable function; resolves when the response has gone out. */
async function serveFunction(hosted: HostedFunction, request: Request, response: Response): Promise<void> {
  const closed = new Promise((resolve) => response.once('close', resolve));
  try {
    await hosted.call(request, response);
  } catch (error) {
    if (!response.headersSent) response.status(statusOf(error)).json({ error: textOf(error) });
  }
  await closed;
}

/** The HTTP surface of the function host. */
export function createRoutes(options: RouteOptions): Express {
  const { project, functions } = options;
  const app = express().disable('x-powered-by');
  app.use(refuseOtherSites);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/', (_request, response) => void response.json(options.describe()));
  app.post('/schedules/:name', (request, response) => runSchedule(options, request, response));
  app.use(consoleRoutes(options));
  app.use(...bodyParsers());
  app.post('/functions/projects/:project/triggers/:trigger', (request, response) =>
    deliverEvent(options, request, response),
  );
  for (const hosted of functions) {
    if (hosted.trigger.kind !== 'https' && hosted.trigger.kind !== 'callable') continue;
    // The others are what firebase.json has Hosting rewrite.
    const own = `/${project}/${hosted.region}/${hosted.name}`;
    const rewritten = hosted.name === 'getPublicMenu' ? '/menu' : `/api/${hosted.name}`;
    app.use([own, rewritten], (request, response) => serveFunction(hosted, request, response));
  }
  app.use((request, response) => {
    response
      .status(404)
      .json({ error: `Nothing is served at ${request.method} ${request.path}; GET / lists what is.` });
  });
  return app;
}
