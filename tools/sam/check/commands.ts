import { TENANT_LABEL, tenantLabelValue } from '../../../functions/src/platform/google/secretLabels';
import type { Target } from '../project/target';

/** Words commands as an operator can paste them into a shell. */
export interface Commands {
  /** Changes a setting of the tenant. */
  set(option: string, value: string): string;
  /** Creates a secret; null where secrets are lines of a file. */
  createSecret(name: string): string | null;
  sync(options: string): string;
}

export function commandsFor(orgId: string, target: Target): Commands {
  const where = target.kind === 'emulator' ? '--emulator' : `--project ${target.project}`;
  const sam = (line: string) => `npm run sam -- ${line} ${where}`;
  return {
    set: (option, value) => sam(`tenants set ${orgId} --${option} ${shellWord(value)}`),
    createSecret: (name) =>
      target.kind === 'emulator'
        ? null
        : `printf %s 'VALUE' | gcloud secrets create ${name} --labels=${TENANT_LABEL}=${tenantLabelValue(orgId)} --data-file=- --project ${target.project}`,
    sync: (options) => sam(`sync ${orgId}${options}`),
  };
}

function shellWord(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
