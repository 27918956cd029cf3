import type { Tenant } from '../../../functions/src/documents/tenant';
import type { Secrets } from '../../../functions/src/platform/ports/secrets';
import type { Commands } from './commands';
import type { Findings } from './findings';

/** Whether a tenant's secrets can be read. @returns whether a login can be tried. @throws SyncError */
export async function checkSecrets(
  secrets: Secrets,
  { orgId, secretPrefix, credentialsInOneSecret }: Tenant,
  commands: Commands,
  findings: Findings,
): Promise<boolean> {
  const parts = credentialsInOneSecret ? ['LOGIN'] : ['USERNAME', 'PASSWORD', 'PIN'];
  const names = parts.map((part) => `${secretPrefix}_${part}`);
  const values = await Promise.all(names.map(async (name) => secrets.read(name, { orgId, fresh: true })));
  const missing = names.filter((_, position) => (values[position]?.trim() ?? '') === '');
  if (missing.length === 0) {
    findings.add('secrets', 'ok', `${names.join(', ')} can be read.`);
    return true;
  }
  findings.add('secrets', 'failure', `Missing or empty: ${missing.join(', ')}.`);
  for (const name of missing)
    findings.changes.push({
      what: `Create the secret ${name}${commands.createSecret(name) === null ? ' in functions/.secret.local' : ''}.`,
      command: commands.createSecret(name),
    });
  return false;
}
