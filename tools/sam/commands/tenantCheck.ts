import { readTenant } from '../../../functions/src/documents/tenant';
import type { Answer } from '../actions';
import { checkTenant } from '../check/check';
import { commandsFor } from '../check/commands';
import { EXIT } from '../exitCodes';
import type { Session } from '../project/session';
import { ReadOnlyDatabase } from '../reconcile/readOnlyDatabase';
import { describeCheck } from '../text/tenantCheck';

export interface CheckOptions {
  pages: number;
}

/** `tenants check`: what a first sync would meet. One read, and no write anywhere. */
export async function checkOneTenant(
  { context, target, progress }: Session,
  orgId: string,
  { pages }: CheckOptions,
): Promise<Answer> {
  const tenant = await readTenant(new ReadOnlyDatabase(context.firestore), orgId);
  progress.begin(`checking ${orgId}`);
  const value = await checkTenant({
    context,
    tenant,
    commands: commandsFor(orgId, target),
    allowHttp: target.kind === 'emulator',
    pages,
    onProgress: (text) => progress.update(text),
  });
  progress.end(`checked ${orgId}`, value.ok);
  return {
    value,
    text: describeCheck(value),
    exitCode: value.ok ? EXIT.ok : EXIT.failed,
  };
}
