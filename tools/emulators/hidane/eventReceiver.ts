import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { Activity } from '../delivery/activity';
import type { Worker } from '../delivery/quiet';
import type { CloudEvent } from '../functions/events';
import { startHttpServer } from '../../servers/httpServer';

const ROUTE = /^\/functions\/projects\/([^/]+)\/triggers\/([^/]+)$/;

type Receive = (event: CloudEvent) => void;

/**
 * Takes the events that a Firestore emulator sends to the Functions emulator. Each is answered at once, as nothing that fails is
 * sent again: who takes it has to.
 */
export class EventReceiver {
  private readonly receivers = new Map<string, Receive>();
  private readonly activity = new Activity();
  private server: Awaited<ReturnType<typeof startHttpServer>> | undefined;

  /** Busy while an event is being read. */
  get worker(): Worker {
    return this.activity;
  }

  /** Returns `host:port`. */
  async start(): Promise<string> {
    this.server = await startHttpServer(this.answer, '127.0.0.1', 0);
    return new URL(this.server.url).host;
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Hands the events of a trigger on from now on; returns the function that ends it. */
  receive(project: string, trigger: string, receive: Receive): () => void {
    const key = `${project}/${trigger}`;
    this.receivers.set(key, receive);
    return () => void this.receivers.delete(key);
  }

  private readonly answer: RequestListener = (request, response) => {
    const [, project = '', trigger = ''] = ROUTE.exec(request.url ?? '') ?? [];
    void this.activity.run(async () => {
      const body = await text(request).catch(() => undefined);
      const receive = this.receivers.get(`${decodeURIComponent(project)}/${decodeURIComponent(trigger)}`);
      // Of a connection that broke, nothing is left to answer.
      if (body !== undefined) receive?.(eventOf(request.headers, body));
      response.writeHead(receive === undefined ? 404 : 200).end();
    });
  };
}

/** A CloudEvent in binary mode, with its attributes as Node reads headers. @param body Protobuf, as base64. */
function eventOf(headers: IncomingHttpHeaders, body: string): CloudEvent {
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce-') ? [[name.slice('ce-'.length), String(value)] as const] : [],
  );
  return {
    id: '',
    source: '',
    type: '',
    time: '',
    ...Object.fromEntries(attributes),
    specversion: '1.0',
    datacontenttype: 'application/protobuf',
    data: Buffer.from(body, 'base64'),
  };
}
