import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { startHttpServer } from '../../../servers/httpServer';
import type { Answer, Answers } from './answers';

/** Answers as Google does, error bodies included, and remembers what it was asked. */
export interface GoogleServer {
  readonly requests: { method: string; path: string; authorization: string | undefined; body: string }[];
  readonly baseUrl: (host: string) => string;
  close(): Promise<void>;
}

export const refusal = (status: number, code: string, detail: object = {}): Answer => ({
  status,
  body: {
    error: {
      code: status,
      message: 'Said by the server.',
      status: code,
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', ...detail }],
    },
  },
});

export async function startGoogleServer(answers: Answers): Promise<GoogleServer> {
  const requests: GoogleServer['requests'] = [];
  const listener: RequestListener = (request, response) => {
    const { method = '', url = '', headers } = request;
    const path = decodeURIComponent(url.slice(1).split('?')[0] ?? '');
    void text(request).then((body) => {
      requests.push({ method, path: url.slice(1), authorization: headers.authorization, body });
      const { status, body: answer } = answers.get(`${method} ${path}`) ?? refusal(404, 'NOT_FOUND');
      response.statusCode = status;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
  };
  const server = await startHttpServer(listener, '127.0.0.1', 0);
  return {
    requests,
    baseUrl: (host) => `${server.url}/${host}`,
    close: () => server.stop(),
  };
}
