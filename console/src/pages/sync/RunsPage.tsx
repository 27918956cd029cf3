import { useState } from 'react';
import { Controls } from './Controls';
import { Runs } from './Runs';
import { Status } from './Status';
import { useFollowedRun } from './useFollowedRun';

/** How the sync is doing, and what can be done about it. */
export default function RunsPage() {
  const [requested, setRequested] = useState<string | null>(null);
  const followed = useFollowedRun(requested);
  return (
    <>
      <Status followed={followed} />
      <Controls followed={followed} onRequested={setRequested} />
      <Runs />
    </>
  );
}
