import { resolve } from 'node:path';
import { type Deployment, readDeployment } from '../../../sam/doctor/deployment';
import { examineProject } from '../../../sam/doctor/doctor';
import type { Finding } from '../../../sam/doctor/finding';
import { GoogleApi } from '../../../sam/doctor/googleApi';
import type { Answers } from './answers';
import { type GoogleServer, startGoogleServer } from './googleServer';
import { healthyProject } from './healthyProject';
import { ACCOUNTS, DATABASE, NOW, PROJECT } from './names';

export const ACCOUNT = ACCOUNTS.SYNC_SERVICE_ACCOUNT;
export const API_ACCOUNT = ACCOUNTS.SYNC_API_SERVICE_ACCOUNT;
export const POLICY = `POST cloudresourcemanager.googleapis.com/v1/projects/${PROJECT}:getIamPolicy`;
export const QUOTA = `GET cloudquotas.googleapis.com/v1/projects/${PROJECT}/locations/global/services/run.googleapis.com/quotaInfos/CpuAllocPerProjectRegion`;
export const FIRESTORE = `GET firestore.googleapis.com/v1/${DATABASE}`;

/** A healthy project, at first, and what the doctor finds in it. */
export class Examination {
  private constructor(
    readonly deployment: Deployment,
    readonly answers: Answers,
    readonly google: GoogleServer,
  ) {}

  static async open(): Promise<Examination> {
    const deployment = await readDeployment(resolve(__dirname, '../../../..'), PROJECT);
    const answers = healthyProject(deployment);
    return new Examination(deployment, answers, await startGoogleServer(answers));
  }

  close(): Promise<void> {
    return this.google.close();
  }

  async findings(): Promise<Finding[]> {
    const api = new GoogleApi({ project: PROJECT, accessToken: 'the-token', baseUrl: this.google.baseUrl });
    return examineProject({ project: PROJECT, api, deployment: this.deployment, now: NOW });
  }

  /** Everything that isn't ok. */
  async complaints(): Promise<Finding[]> {
    return (await this.findings()).filter(({ status }) => status !== 'ok');
  }

  /** Changes the JSON body of an answer. */
  change(key: string, edit: (json: string) => string): void {
    const answer = this.answers.get(key);
    if (answer === undefined) throw new Error(`There is no answer for ${key}.`);
    const before = JSON.stringify(answer.body);
    const after = edit(before);
    if (after === before) throw new Error(`The change to ${key} changed nothing.`);
    this.answers.set(key, { ...answer, body: JSON.parse(after) });
  }
}
