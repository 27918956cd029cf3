/**
 * Loads a module when it is first needed, and once. Handlers load the pipeline so when their first event arrives: deploying
 * and starting an instance then takes no longer than loading firebase-functions itself.
 */
export function lazily<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loaded: Promise<Module> | undefined;
  return () => (loaded ??= load());
}
