import type { Context } from '../../../src/platform/ports/context';
import { traceOf } from '../../../src/platform/tracing/trace';
import { recordingContext } from '../../support/recordingContext';
import { type SpanReceiver, startSpanReceiver } from '../../support/spanReceiver';

const MESSAGE = { messageId: '17', attributes: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } };
const DELIVERY = { topic: 'pos-sync-orders', message: MESSAGE };
const VARIABLES = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_RESOURCE_ATTRIBUTES'];

const work = ({ log }: Context): Promise<void> => {
  log.info('worked');
  return Promise.resolve();
};

let receiver: SpanReceiver | undefined;

afterEach(async () => {
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
  await receiver?.stop();
  receiver = undefined;
});

/** The module as a new instance loads it: with the variables it has then. */
async function newInstance() {
  jest.resetModules();
  return (await import('../../../src/platform/tracing/spans')).inSpan;
}

async function receiving(status?: number): Promise<SpanReceiver> {
  receiver = await startSpanReceiver(status);
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = receiver.url;
  return receiver;
}

describe('inSpan', () => {
  it('loads nothing of OpenTelemetry, and works in the trace, where no endpoint is set', async () => {
    jest.doMock('../../../src/platform/tracing/spanExport', () => {
      throw new Error('loaded');
    });
    const inSpan = await newInstance();
    const { context, lines } = recordingContext();
    await inSpan(context, DELIVERY, work);
    expect(lines).toEqual([
      expect.objectContaining({
        message: 'worked',
        'logging.googleapis.com/trace': expect.stringContaining('aaaa'),
      }),
    ]);
    jest.dontMock('../../../src/platform/tracing/spanExport');
  });

  it('exports a span under the ids that the log lines name, below the span that published the message', async () => {
    process.env['OTEL_EXPORTER_OTLP_HEADERS'] = 'api-key=k1';
    process.env['OTEL_RESOURCE_ATTRIBUTES'] = 'deployment.environment.name=test';
    const { spans, resources, headers } = await receiving();
    const inSpan = await newInstance();
    const { context, lines } = recordingContext();
    await inSpan(context, DELIVERY, async ({ log }) => {
      log.debug('seen by the log alone');
      log.info('stage finished', {
        orgId: 'org1',
        runId: 'run1',
        stage: 'orders',
        step: 2,
        counts: { added: 3, none: null },
      });
      return Promise.resolve();
    });
    expect(spans).toEqual([
      {
        traceId: 'a'.repeat(32),
        spanId: lines[0]?.['logging.googleapis.com/spanId'],
        parentSpanId: 'b'.repeat(16),
        name: 'process pos-sync-orders',
        kind: 5,
        attributes: {
          'messaging.system': 'gcp_pubsub',
          'messaging.operation.type': 'process',
          'messaging.destination.name': 'pos-sync-orders',
          'messaging.message.id': '17',
          orgId: 'org1',
          runId: 'run1',
          stage: 'orders',
          step: 2,
        },
        events: [
          {
            name: 'stage finished',
            attributes: {
              severity: 'INFO',
              orgId: 'org1',
              runId: 'run1',
              stage: 'orders',
              step: 2,
              'counts.added': 3,
            },
          },
        ],
        status: { code: 0 },
      },
    ]);
    expect(resources).toEqual([{ 'service.name': 'sync-sam', 'deployment.environment.name': 'test' }]);
    expect(headers[0]).toMatchObject({ 'api-key': 'k1' });
    expect(lines.map(({ message }) => message)).toEqual(['seen by the log alone', 'stage finished']);
  });

  it('begins a trace with the message that starts a run', async () => {
    const { spans } = await receiving();
    const inSpan = await newInstance();
    const message = { messageId: '18' };
    await inSpan(recordingContext().context, { topic: 'pos-sync-tenant', message }, () => Promise.resolve());
    expect(spans).toHaveLength(1);
    expect(spans[0]?.traceId).toBe(traceOf(message).traceId);
    expect(spans[0]?.parentSpanId).toBeUndefined();
  });

  it('says that a delivery failed: by a line of severity ERROR, or by what it throws, and nothing that might be personal', async () => {
    const { spans } = await receiving();
    const inSpan = await newInstance();
    const { context } = recordingContext();
    await inSpan(context, DELIVERY, async ({ log }) => {
      log.warn('before');
      log.error('stage failed', { error: { code: 'menu_brake' } });
      return Promise.resolve();
    });
    const { TransientError } = await import('../../../src/platform/ports/errors');
    const transient = new TransientError('pos_timeout', 'The POS did not answer.');
    await expect(inSpan(context, DELIVERY, () => Promise.reject(transient))).rejects.toBe(transient);
    const other = new Error('jane@example.com');
    await expect(inSpan(context, DELIVERY, () => Promise.reject(other))).rejects.toBe(other);
    expect(spans.map(({ status }) => status)).toEqual([
      { code: 2, message: 'stage failed' },
      { code: 2, message: 'pos_timeout' },
      { code: 2, message: 'unexpected' },
    ]);
    expect(JSON.stringify(spans)).not.toContain('jane');
  });

  it.each([
    ['refuses spans', () => receiving(400).then(({ url }) => url)],
    ['is not there', () => Promise.resolve('http://127.0.0.1:1')],
    ['is no URL', () => Promise.resolve('nonsense')],
  ])('does the work, and warns, where the endpoint %s', async (_, endpoint) => {
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = await endpoint();
    const inSpan = await newInstance();
    const { context, lines } = recordingContext();
    await inSpan(context, DELIVERY, work);
    expect(lines.map(({ message }) => message)).toEqual(['worked', 'span not exported']);
  });

  it('loads what exports spans again when it could not be loaded before', async () => {
    const { spans } = await receiving();
    jest.doMock('../../../src/platform/tracing/spanExport', () => {
      throw new Error('too many open files');
    });
    const inSpan = await newInstance();
    const { context } = recordingContext();
    await expect(inSpan(context, DELIVERY, work)).rejects.toThrow('too many open files');
    jest.dontMock('../../../src/platform/tracing/spanExport');
    await inSpan(context, DELIVERY, work);
    expect(spans).toHaveLength(1);
  });
});
