import fc from 'fast-check';
import { createCloudLog } from '../../src/platform/cloudLog';
import type { Context } from '../../src/platform/context';
import { TRACE_ATTRIBUTE, traced, traceOf } from '../../src/platform/trace';

/** A context that keeps what is published and logged; nothing else of it is used. */
function recordingContext() {
  const published: { topic: string; attributes: Readonly<Record<string, string>> | undefined }[] = [];
  const lines: unknown[] = [];
  const context = {
    log: createCloudLog((line) => lines.push(JSON.parse(line))),
    publisher: {
      publish: (topic: string, _message: object, attributes?: Readonly<Record<string, string>>) => {
        published.push({ topic, attributes });
        return Promise.resolve();
      },
    },
  };
  return { context: context as unknown as Context, published, lines };
}

describe('traceOf', () => {
  it('follows from the id of a message that carries none, the same at each delivery', () => {
    const first = traceOf({ messageId: '17' });
    expect(first).toEqual(traceOf({ messageId: '17', attributes: {} }));
    expect(first.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(first.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(traceOf({ messageId: '18' })).not.toEqual(first);
  });

  it.each([
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`,
    `00-${'A'.repeat(32)}-${'1'.repeat(16)}-01`,
  ])('takes no trace from %j', (traceparent) => {
    const attributes = { [TRACE_ATTRIBUTE]: traceparent };
    expect(traceOf({ messageId: '1', attributes })).toEqual(traceOf({ messageId: '1' }));
  });
});

describe('traced', () => {
  it('keeps one trace over any chain of messages, with a span for each', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 6 }), async (ids) => {
        const { context, published } = recordingContext();
        const traces = [];
        for (const messageId of ids) {
          const trace = traceOf({ messageId, attributes: published.at(-1)?.attributes ?? {} });
          traces.push(trace);
          await traced(context, trace).publisher.publish('next', {});
        }
        expect(new Set(traces.map(({ traceId }) => traceId)).size).toBe(1);
        expect(new Set(traces.map(({ spanId }) => spanId)).size).toBe(ids.length);
      }),
    );
  });

  it('names the trace in each line as Cloud Logging wants it', () => {
    const { context, lines } = recordingContext();
    const { log } = traced(context, { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) });
    log.debug('one');
    log.info('two', { orgId: 'org1' });
    log.warn('three');
    log.error('four');
    const trace = {
      'logging.googleapis.com/trace': expect.stringMatching(/^projects\/.*\/traces\/a{32}$/) as unknown,
      'logging.googleapis.com/spanId': 'b'.repeat(16),
    };
    expect(lines).toEqual([
      { severity: 'DEBUG', message: 'one', ...trace },
      { severity: 'INFO', message: 'two', orgId: 'org1', ...trace },
      { severity: 'WARNING', message: 'three', ...trace },
      { severity: 'ERROR', message: 'four', ...trace },
    ]);
  });
});
