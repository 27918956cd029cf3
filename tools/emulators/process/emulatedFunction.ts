import type { OutgoingHttpHeaders } from 'node:http';
import type { ScheduledRun } from '../functions/functionHandle';
import type { DescribedFunction } from './protocol';
import { RemoteFunction } from './remoteFunction';

/** The emulator starts a process for each invocation that runs beside others: more of them would only wait for the machine. */
const MAX_CONCURRENCY = 2;

/** A function in the Firebase CLI's Functions emulator. */
export class EmulatedFunction extends RemoteFunction {
  override readonly pushesAtOnce = MAX_CONCURRENCY;

  constructor(described: DescribedFunction, project: string, emulator: string) {
    super({ ...described, concurrency: Math.min(described.concurrency, MAX_CONCURRENCY) }, project, emulator);
  }

  /** Takes a protobuf as the Firestore emulator sends it, in base64. */
  protected override send(headers: OutgoingHttpHeaders, body: string | Buffer): Promise<unknown> {
    return super.send(headers, Buffer.isBuffer(body) ? body.toString('base64') : body);
  }

  /** The emulator runs a scheduled function on any event that is sent to its trigger. */
  override runSchedule({ scheduleTime }: ScheduledRun): Promise<unknown> {
    const headers = { 'content-type': 'application/json', 'x-cloudscheduler-scheduletime': scheduleTime };
    return this.send(headers, '{}');
  }
}
