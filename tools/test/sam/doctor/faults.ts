import type { Finding } from '../../../sam/doctor/finding';
import { Examination } from './examination';

/** What can be wrong with a project, and what the doctor then finds. */
export interface ProjectFault {
  fault: string;
  break: (project: Examination) => void;
  found: Partial<Finding>[];
}

/** A test for each fault: it is found, and nothing else. */
export function testFaults(faults: readonly ProjectFault[]): void {
  let project: Examination;
  beforeEach(async () => {
    project = await Examination.open();
  });
  afterEach(() => project.close());

  it.each(faults)('finds $fault', async ({ break: breakIt, found }) => {
    breakIt(project);
    const complained = await project.complaints();
    expect(complained).toEqual(found.map((finding) => expect.objectContaining(finding)));
    for (const { fix } of complained) expect(fix).toBeTruthy();
  });
}
