import type { Mutant } from './mutants';
import { type Patch, patchSources } from './mutants/mutant';
import { tightLimits } from './mutants/tightLimits';
import { loadSubject, SOURCE_ROOT, type Subject, unloadSubject } from './runtime/subject';

/** The sources as they are and with tight limits; a seed runs on one of the two. */
export interface Subjects {
  usual: Subject;
  tight: Subject;
  /** Lets go of the copies' modules. */
  unload(): void;
}

/** Even seeds run with the usual limits, odd ones with tight ones. */
export function subjectOf({ usual, tight }: Subjects, seed: number): Subject {
  return seed % 2 === 0 ? usual : tight;
}

/** Loads the repository's sources, or copies of them with a bug in it. @throws Error when a patch doesn't fit any more. */
export async function loadSubjects(mutant?: Mutant): Promise<Subjects> {
  const copies: string[] = [];
  const loadPatched = async (name: string, patches: readonly Patch[]): Promise<Subject> => {
    const sources = await patchSources(name, patches);
    copies.push(sources.root);
    try {
      return await loadSubject(sources.root);
    } finally {
      await sources.remove();
    }
  };
  const usual =
    mutant === undefined ? await loadSubject(SOURCE_ROOT) : await loadPatched(mutant.name, mutant.patches);
  const tight = await loadPatched(mutant?.name ?? 'tight limits', [
    ...tightLimits,
    ...(mutant?.patches ?? []),
  ]);
  return { usual, tight, unload: () => copies.forEach(unloadSubject) };
}
