import type { DocumentTrigger } from '../firestore/firestoreService';

/** Passes the rules by, as the Admin SDK does at an emulator. */
const OWNER = { authorization: 'Bearer owner', 'content-type': 'application/json' };

/** What hidane is asked beside what any client asks of Firestore. */
export class HidaneApi {
  /** @param host `127.0.0.1:8080`. */
  constructor(private readonly host: string) {}

  /** Has it send the events of a trigger to the Functions emulator that it was told of. */
  async register(project: string, { name, eventType, document }: DocumentTrigger): Promise<void> {
    const path = `emulator/v1/projects/${project}/eventarcTrigger?eventarcTriggerId=${encodeURIComponent(name)}`;
    const body = {
      eventType,
      database: '(default)',
      namespace: '(default)',
      document: { value: document, matchType: 'PATH_PATTERN' },
    };
    await this.send('POST', path, body);
  }

  /** Writes a document without fields. */
  async write(project: string, path: string): Promise<void> {
    await this.send('PATCH', `v1/projects/${project}/databases/(default)/documents/${path}`, { fields: {} });
  }

  private async send(method: string, path: string, body: object): Promise<void> {
    const options = { method, headers: OWNER, body: JSON.stringify(body) };
    const response = await fetch(`http://${this.host}/${path}`, options);
    const answer = await response.text();
    if (!response.ok) throw new Error(`hidane refused ${method} ${path}: ${response.status} ${answer}`);
  }
}
