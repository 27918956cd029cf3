import fc from 'fast-check';
import { TRACE_ATTRIBUTE, traced, traceOf } from '../../../src/platform/tracing/trace';
import { recordingContext } from '../../support/recordingContext';

describe('traceOf', () => {
  it('follows from the id of a message that carries none, the same at each delivery', () => {
    const first = traceOf({ messageId: '17' });
    const again = traceOf({ messageId: '17', attributes: {} });
    expect(first).toEqual({
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      parentSpanId: null,
    });
    expect(again.traceId).toBe(first.traceId);
    expect(again.spanId).not.toBe(first.spanId);
    expect(traceOf({ messageId: '18' }).traceId).not.toBe(first.traceId);
  });

  it.each([
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`,
    `00-${'A'.repeat(32)}-${'1'.repeat(16)}-01`,
  ])('takes no trace from %j', (traceparent) => {
    const attributes = { [TRACE_ATTRIBUTE]: traceparent };
    const { traceId, parentSpanId } = traceOf({ messageId: '1', attributes });
    expect({ traceId, parentSpanId }).toEqual({
      traceId: traceOf({ messageId: '1' }).traceId,
      parentSpanId: null,
    });
  });
});

describe('traced', () => {
  it('keeps one trace over any chain of messages, with a span for each below that of the message before', async () => {
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
        const parents = [null, ...traces.map(({ spanId }) => spanId)].slice(0, -1);
        expect(traces.map(({ parentSpanId }) => parentSpanId)).toEqual(parents);
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
      'logging.googleapis.com/trace': expect.stringMatching(/^projects\/.*\/traces\/a{32}$/),
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
