import { type Mutant, type PatchedSources, patchSources } from './mutant';
import { loadSubject, type Subject, unloadSubject } from '../runtime/subject';

/** Loads a copy of the sources with a bug in it, lets it be used, and lets go of its modules. @throws Error when a patch doesn't fit any more. */
export async function withMutant<T>(mutant: Mutant, use: (mutated: Subject) => Promise<T>): Promise<T> {
  const sources = await patchSources(mutant.name, mutant.patches);
  try {
    return await use(await loadCopy(sources));
  } finally {
    unloadSubject(sources.root);
  }
}

async function loadCopy(sources: PatchedSources): Promise<Subject> {
  try {
    return await loadSubject(sources.root);
  } finally {
    await sources.remove();
  }
}
