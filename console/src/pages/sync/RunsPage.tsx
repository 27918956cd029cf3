import { Controls } from './Controls';
import { Runs } from './Runs';
import { Status } from './Status';
import { useFollowedRun } from './useFollowedRun';

/** How the sync is doing, and what can be done about it. */
export default function RunsPage() {
  const followed = useFollowedRun();
  return (
    <>
      <Status followed={followed} />
      <Controls followed={followed} />
      <Runs />
    </>
  );
}
