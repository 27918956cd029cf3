import { z } from 'zod';

/** The body of a refusal, as all of Google's REST APIs send it (https://google.aip.dev/193). */
const refusal = z.object({
  error: z.object({
    status: z.string().optional(),
    details: z
      .array(
        z.looseObject({
          reason: z.string().optional(),
          metadata: z.record(z.string(), z.string()).optional(),
        }),
      )
      .optional(),
  }),
});

/** A Google API refused a request, or didn't answer. */
export class ApiFailure extends Error {
  /**
   * @param host The API's host, such as `firestore.googleapis.com`.
   * @param status The HTTP status; 0 if there was no answer.
   * @param reason Google's machine-readable reason, such as `SERVICE_DISABLED`.
   * @param permission The permission that is missing, if Google names it.
   */
  constructor(
    readonly host: string,
    readonly status: number,
    readonly reason: string,
    readonly permission?: string,
    options?: ErrorOptions,
  ) {
    super(`${host} answered ${status} (${reason})`, options);
    this.name = 'ApiFailure';
  }
}

/** @param body What came with the status, whatever it is. */
export function readRefusal(host: string, status: number, body: unknown): ApiFailure {
  const { success, data } = refusal.safeParse(body);
  if (!success) return new ApiFailure(host, status, 'no reason given');
  const detail = data.error.details?.find(({ reason }) => reason !== undefined);
  const reason = detail?.reason ?? data.error.status ?? 'no reason given';
  return new ApiFailure(host, status, reason, detail?.metadata?.['permission']);
}

export function isMissing(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 404;
}
