import type { Context } from '../ports/context';
import { lazily } from '../lazily';
import type { Limits } from '../limits';
import { spanEndpoint } from '../params';
import { traced, traceOf } from './trace';

/** What is worked on: one delivery of a message. */
export interface TracedDelivery {
  topic: string;
  message: { messageId: string; attributes?: Readonly<Record<string, string>> };
}

/** Loaded by those who use it alone: it would make every start slower. */
const spanExport = lazily(async (limits: Limits['span']) => {
  const { createSpanExport } = await import('./spanExport');
  return createSpanExport(limits);
});

/**
 * Does the work of one delivery in a span of its run's trace: log lines and published messages carry it, and it is exported
 * where an endpoint is set. Resolves or rejects as the work does.
 */
export async function inSpan(
  context: Context,
  { topic, message }: TracedDelivery,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  const trace = traceOf(message);
  const own = traced(context, trace);
  if (spanEndpoint.value() === '') return work(own);
  const span = (await spanExport(context.settings.limits.span)).start(trace, {
    topic,
    messageId: message.messageId,
  });
  try {
    await work({ ...own, log: span.recording(own.log) });
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    await span.end(own.log);
  }
}
