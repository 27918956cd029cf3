import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { GlobalOptions, Outlet } from '../actions';
import { EXIT } from '../exitCodes';
import { UsageFailure } from '../failure';
import { resolveTarget } from '../project/target';
import { describeFindings } from '../text/findings';

const ROOT = resolve(__dirname, '../../..');

export function addDoctor(program: Command, outlet: Outlet): void {
  program
    .command('doctor')
    .description(
      "Looks at a real project: what the suite relies on there, and how to fix what isn't as it should be. Changes nothing.",
    )
    .addHelpText(
      'after',
      "\nReads two documents per tenant. Exits with 1 if anything fails or can't be checked.\n\nExample:\n  $ npm run sam -- doctor --project my-project",
    )
    .action(async function doctor(this: Command) {
      const target = resolveTarget(this.optsWithGlobals<GlobalOptions>(), process.env);
      if (target.kind === 'emulator') {
        throw new UsageFailure(
          'real_project_only',
          'sam doctor looks at Google Cloud, not at emulators. Name a real project with --project PROJECT.',
        );
      }
      const { project } = target;
      const { readAccessToken } = await import('../project/connection');
      const { readDeployment } = await import('../doctor/deployment');
      const { GoogleApi } = await import('../doctor/googleApi');
      const { examineProject } = await import('../doctor/doctor');
      const api = new GoogleApi({ project, accessToken: await readAccessToken() });
      const deployment = await readDeployment(ROOT, project);
      const progress = await outlet.openProgress();
      progress.begin(`examining ${project}`);
      const findings = await examineProject({ project, api, deployment, now: new Date() });
      const failed = findings.some(({ status }) => status === 'failure');
      progress.end(`examined ${project}`, !failed);
      outlet.reply({
        value: { project, ok: !failed, findings },
        text: describeFindings(findings),
        exitCode: failed ? EXIT.failed : EXIT.ok,
      });
    });
}
