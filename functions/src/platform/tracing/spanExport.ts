import {
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace as tracing,
  TraceFlags,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Limits } from '../limits';
import { SyncError } from '../ports/errors';
import type { Log, LogFields } from '../ports/log';
import { spanLogs } from './spanLogs';
import type { Trace } from './trace';

/** Fields of log lines that say what a span is about. */
const SUBJECT = ['orgId', 'runId', 'stage', 'step'];

type Attributes = Record<string, string | number | boolean>;

/** A span of one delivery, on its way to an OTLP endpoint. */
interface ExportedSpan {
  /** A log that also keeps its lines as events of the span; an error makes it a failed one. */
  recording(log: Log): Log;
  /** Says that the delivery failed, by the error's code: other errors' messages may hold anything. */
  fail(error: unknown): void;
  /** Sends the span, and waits for that: an instance has no processor time between deliveries. Never rejects. */
  end(log: Log): Promise<void>;
}

export interface SpanExport {
  start(trace: Trace, delivery: { topic: string; messageId: string }): ExportedSpan;
}

/** Spans to the endpoint, and with the headers and the resource, that OpenTelemetry's standard variables name. */
export function createSpanExport({ exportMilliseconds }: Limits['span']): SpanExport {
  let ids = { traceId: '', spanId: '' };
  const exporter = new OTLPTraceExporter({ timeoutMillis: exportMilliseconds });
  const processor = new SimpleSpanProcessor({ exporter });
  const resource = resourceFromAttributes({ 'service.name': 'sync-sam' });
  const provider = new TracerProvider({
    resource: resource.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [processor],
    // The ids that the log lines of the delivery name.
    idGenerator: { generateTraceId: () => ids.traceId, generateSpanId: () => ids.spanId },
  });
  const tracer = provider.getTracer('sync-sam');

  return {
    start: (trace, { topic, messageId }) => {
      ids = trace;
      const attributes = {
        'messaging.system': 'gcp_pubsub',
        'messaging.operation.type': 'process',
        'messaging.destination.name': topic,
        'messaging.message.id': messageId,
      };
      const options = { kind: SpanKind.CONSUMER, attributes };
      const span = tracer.startSpan(`process ${topic}`, options, parentOf(trace));
      return exportedSpan(span, processor);
    },
  };
}

function parentOf({ traceId, parentSpanId }: Trace) {
  if (parentSpanId === null) return ROOT_CONTEXT;
  const parent = { traceId, spanId: parentSpanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return tracing.setSpanContext(ROOT_CONTEXT, parent);
}

function exportedSpan(span: Span, processor: SimpleSpanProcessor): ExportedSpan {
  const record = (severity: string, message: string, fields: LogFields = {}) => {
    const attributes = flatten(fields);
    span.addEvent(message, { severity, ...attributes });
    span.setAttributes(
      Object.fromEntries(Object.entries(attributes).filter(([name]) => SUBJECT.includes(name))),
    );
    if (severity === 'ERROR') span.setStatus({ code: SpanStatusCode.ERROR, message });
  };
  return {
    recording: (log) => ({
      debug: (message, fields) => log.debug(message, fields),
      info: (message, fields) => {
        record('INFO', message, fields);
        log.info(message, fields);
      },
      warn: (message, fields) => {
        record('WARNING', message, fields);
        log.warn(message, fields);
      },
      error: (message, fields) => {
        record('ERROR', message, fields);
        log.error(message, fields);
      },
    }),
    fail: (error) => {
      const message = error instanceof SyncError ? error.code : 'unexpected';
      span.setStatus({ code: SpanStatusCode.ERROR, message });
    },
    end: async (log) => {
      span.end();
      await processor.forceFlush().catch((error: unknown) => spanLogs.notExported(log, error));
    },
  };
}

/** `{ counts: { added: 1 } }` as `{ 'counts.added': 1 }`: attributes have no depth. */
function flatten(fields: LogFields, prefix = ''): Attributes {
  const flat: Attributes = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      flat[prefix + name] = value;
    else if (typeof value === 'object' && value !== null)
      Object.assign(flat, flatten({ ...value }, `${prefix}${name}.`));
  }
  return flat;
}
