import { createHash } from 'node:crypto';
import type { Context } from './context';
import type { Log } from './log';

/** `version-traceid-spanid-flags` of W3C Trace Context (www.w3.org/TR/trace-context), as the attribute of a message. */
export const TRACE_ATTRIBUTE = 'traceparent';

const TRACEPARENT = /^00-(?<traceId>(?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Where a delivery stands in its trace: all messages of a run share the trace, each delivery is a span of it. */
export interface Trace {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits. */
  spanId: string;
}

/**
 * The trace that a message belongs to: the one it carries, else one that follows from its id, so that every delivery of the
 * message that starts a run is in the same trace.
 */
export function traceOf(message: {
  messageId: string;
  attributes?: Readonly<Record<string, string>>;
}): Trace {
  const digest = createHash('sha256').update(message.messageId).digest('hex');
  const carried = TRACEPARENT.exec(message.attributes?.[TRACE_ATTRIBUTE] ?? '');
  return { traceId: carried?.groups?.['traceId'] ?? digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

/** The context of one delivery: its log lines name the trace as Cloud Logging wants them to, and what it publishes carries it on. */
export function traced(context: Context, { traceId, spanId }: Trace): Context {
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
