/** Publishes messages to Pub/Sub topics. */
export interface Publisher {
  /**
   * Publishes `message` as JSON, with `attributes` beside it. Resolves once Pub/Sub has it.
   * @throws TransientError when Pub/Sub can't be reached.
   */
  publish(topic: string, message: object, attributes?: Readonly<Record<string, string>>): Promise<void>;
}
