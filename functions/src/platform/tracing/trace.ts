import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../ports/context';
import type { Log } from '../ports/log';

/** `version-traceid-spanid-flags` of W3C Trace Context (www.w3.org/TR/trace-context), as the attribute of a message. */
export const TRACE_ATTRIBUTE = 'traceparent';

const TRACEPARENT = /^00-(?<traceId>(?!0{32})[0-9a-f]{32})-(?<spanId>(?!0{16})[0-9a-f]{16})-[0-9a-f]{2}$/;

/** A delivery's place in its trace: all messages of a run share the trace, each delivery is a span of it. */
export interface Trace {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits, others at each delivery. */
  spanId: string;
  /** The delivery that published the message; null for the message that starts a run. */
  parentSpanId: string | null;
}

/**
 * The trace that a message belongs to, with a new span: the one it carries, else one that follows from its id, so that every
 * delivery of the message that starts a run is in the same trace.
 */
export function traceOf(message: {
  messageId: string;
  attributes?: Readonly<Record<string, string>>;
}): Trace {
  const carried = TRACEPARENT.exec(message.attributes?.[TRACE_ATTRIBUTE] ?? '')?.groups;
  return {
    traceId:
      carried?.['traceId'] ?? createHash('sha256').update(message.messageId).digest('hex').slice(0, 32),
    spanId: randomBytes(8).toString('hex'),
    parentSpanId: carried?.['spanId'] ?? null,
  };
}

/** The context of one delivery: its log lines name the trace as Cloud Logging wants them to, and what it publishes carries it on. */
export function traced(context: Context, { traceId, spanId }: Omit<Trace, 'parentSpanId'>): Context {
  const project = process.env['GCLOUD_PROJECT'] ?? process.env['GOOGLE_CLOUD_PROJECT'] ?? '';
  const fields = {
    'logging.googleapis.com/trace': `projects/${project}/traces/${traceId}`,
    'logging.googleapis.com/spanId': spanId,
  };
  const attributes = { [TRACE_ATTRIBUTE]: `00-${traceId}-${spanId}-01` };
  return {
    ...context,
    log: logWith(context.log, fields),
    publisher: {
      publish: (topic, message) => context.publisher.publish(topic, message, attributes),
    },
  };
}

function logWith(log: Log, common: Readonly<Record<string, string>>): Log {
  return {
    debug: (message, fields) => log.debug(message, { ...fields, ...common }),
    info: (message, fields) => log.info(message, { ...fields, ...common }),
    warn: (message, fields) => log.warn(message, { ...fields, ...common }),
    error: (message, fields) => log.error(message, { ...fields, ...common }),
  };
}
