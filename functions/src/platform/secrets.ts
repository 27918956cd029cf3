/** Reads secrets by name, such as `ALLEAVES_PIN`. */
export interface Secrets {
  /**
   * The secret's current value, or undefined where there is none.
   * @param fresh Skip the cache: after a refusal the secret may have been rotated.
   * @throws TransientError when the store can't be reached.
   */
  read(name: string, options?: { fresh?: boolean }): Promise<string | undefined>;
}
