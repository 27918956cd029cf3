/**
 * Loads something when it is first needed, and once, with what the first who asks gives. Handlers load the pipeline so when their first
 * event arrives: deploying and starting an instance then takes no longer than loading firebase-functions itself. A failure is not
 * remembered: the next caller tries again, or one refused connection would fail every event of the instance.
 */
export function lazily<Given extends readonly unknown[], Value>(
  load: (...given: Given) => Promise<Value>,
): (...given: Given) => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return (...given) =>
    (loading ??= load(...given).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}
