import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { startHttpServer } from '../../../tools/servers/httpServer';

const attribute = z.object({
  key: z.string(),
  value: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
const attributes = z
  .array(attribute)
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]])));

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes,
  events: z.array(z.object({ name: z.string(), attributes })),
  status: z.object({ code: z.number(), message: z.string().optional() }),
});
type ReceivedSpan = z.infer<typeof span>;

/** The JSON form of an OTLP export request (opentelemetry.io/docs/specs/otlp). */
const exportRequest = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

/** An OTLP collector over HTTP, which keeps what it gets. */
export interface SpanReceiver {
  url: string;
  spans: ReceivedSpan[];
  /** Attributes of the resources that the spans came from. */
  resources: object[];
  /** Headers of the requests. */
  headers: Record<string, unknown>[];
  stop(): Promise<void>;
}

/** @param status What it answers. */
export async function startSpanReceiver(status = 200): Promise<SpanReceiver> {
  const received: Pick<SpanReceiver, 'spans' | 'resources' | 'headers'> = {
    ...{ spans: [], resources: [], headers: [] },
  };
  const receive: RequestListener = (request, response) => {
    void text(request).then((body) => {
      expect(request.url).toBe('/v1/traces');
      received.headers.push(request.headers);
      for (const { resource, scopeSpans } of exportRequest.parse(JSON.parse(body)).resourceSpans) {
        received.resources.push(resource.attributes);
        received.spans.push(...scopeSpans.flatMap(({ spans }) => spans));
      }
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  };
  const server = await startHttpServer(receive, '127.0.0.1', 0);
  return { url: server.url, ...received, stop: () => server.stop() };
}
