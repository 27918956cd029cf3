import { CallableHarness } from '../support/callables';
import { type SpanReceiver, startSpanReceiver } from '../support/spanReceiver';

let harness: CallableHarness;
let receiver: SpanReceiver;
beforeAll(async () => {
  receiver = await startSpanReceiver();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = receiver.url;
  harness = await CallableHarness.start();
  await harness.sync('org1');
  await harness.sync('org2');
});
afterAll(async () => {
  await harness.stop();
  Reflect.deleteProperty(process.env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  await receiver.stop();
});

/** The traces of a tenant's log lines, by stage. */
function tracesOf(orgId: string): Map<unknown, unknown> {
  const finished = harness.lines.filter(
    ({ message, fields }) => /^(stage|run) finished$/.test(message) && fields['orgId'] === orgId,
  );
  return new Map(finished.map(({ fields }) => [fields['stage'], fields['logging.googleapis.com/trace']]));
}

describe('the trace of a run', () => {
  it('is one over all its stages, through Pub/Sub, and another for another run', () => {
    const [first, second] = [tracesOf('org1'), tracesOf('org2')];
    expect([...first.keys()]).toEqual(['customers', 'orders', 'spending', 'products', 'status']);
    expect(new Set(first.values()).size).toBe(1);
    expect(new Set(second.values()).size).toBe(1);
    expect(first.get('customers')).not.toBe(second.get('customers'));
    expect(first.get('customers')).toMatch(/^projects\/demo-callables-.*\/traces\/[0-9a-f]{32}$/);
  });

  it('is exported with a span for each stage, each below the one before', () => {
    const traces = tracesOf('org2');
    const spans = receiver.spans.filter(({ attributes }) => attributes['orgId'] === 'org2');
    expect(spans).toHaveLength(5);
    expect(spans.map(({ attributes }) => attributes['stage'])).toEqual([...traces.keys()]);
    expect(spans.map(({ parentSpanId }) => parentSpanId)).toEqual([
      undefined,
      ...spans.slice(0, -1).map(({ spanId }) => spanId),
    ]);
    expect(traces.get('orders')).toContain(spans[0]?.traceId);
  });
});
