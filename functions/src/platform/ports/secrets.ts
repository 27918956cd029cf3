/** Reads secrets by name, such as `ALLEAVES_PIN`. */
export interface Secrets {
  /**
   * The secret's current value, or undefined if there is none.
   * @param options.orgId The tenant that it is used for.
   * @param options.fresh Skip the cache: after a refusal the secret may have been rotated.
   * @throws TransientError when the store can't be reached; ConfigError `secret_not_bound` where it isn't the tenant's.
   */
  read(name: string, options: { orgId: string; fresh?: boolean }): Promise<string | undefined>;
}
