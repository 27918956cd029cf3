import type { OutgoingHttpHeaders } from 'node:http';
import type { Trigger } from '../functions/endpoint';
import type { CloudEvent } from '../functions/events';
import {
  countInvocation,
  noInvocations,
  PUSHES_AT_ONCE,
  triggerName,
  type FunctionHandle,
  type ScheduledRun,
} from '../functions/functionHandle';
import { SCHEDULE_TIME_HEADER } from '../host/routes';
import { post } from './exchange';
import type { DescribedFunction } from './protocol';

/** A function in another process, reached as Eventarc and Cloud Scheduler reach Cloud Run: by HTTP. */
export class RemoteFunction implements FunctionHandle {
  readonly counters = noInvocations();
  readonly name: string;
  readonly region: string;
  readonly concurrency: number;
  readonly pushesAtOnce: number = PUSHES_AT_ONCE;
  readonly trigger: Trigger;

  /** @param host The URL of its process. */
  constructor(
    described: DescribedFunction,
    private readonly project: string,
    private readonly host: string,
  ) {
    this.name = described.name;
    this.region = described.region;
    this.concurrency = described.concurrency;
    this.trigger = described.trigger;
  }

  call(event: CloudEvent): Promise<unknown> {
    const { headers, body } = httpEvent(event);
    return this.send(headers, body);
  }

  /** Posts to the function's trigger. */
  protected send(headers: OutgoingHttpHeaders, body: string | Buffer): Promise<unknown> {
    const path = `functions/projects/${this.project}/triggers/${triggerName(this)}`;
    return countInvocation(this.counters, () => post(`${this.host}/${path}`, headers, body));
  }

  runSchedule({ scheduleTime }: ScheduledRun): Promise<unknown> {
    const url = `${this.host}/schedules/${this.name}`;
    return countInvocation(this.counters, () => post(url, { [SCHEDULE_TIME_HEADER]: scheduleTime }, ''));
  }
}

/**
 * An event by the CloudEvents HTTP binding, as Eventarc sends it: Firestore's protobuf in binary mode, with its
 * attributes as headers; any other as JSON.
 */
function httpEvent(event: CloudEvent): { headers: Record<string, string>; body: string | Buffer } {
  const { data, datacontenttype, ...attributes } = event;
  if (!Buffer.isBuffer(data)) {
    return { headers: { 'content-type': 'application/cloudevents+json' }, body: JSON.stringify(event) };
  }
  const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)] as const);
  return { headers: { ...Object.fromEntries(headers), 'content-type': datacontenttype }, body: data };
}
