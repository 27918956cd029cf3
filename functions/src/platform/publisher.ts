/** Publishes messages to Pub/Sub topics. */
export interface Publisher {
  /**
   * Publishes `message` as JSON. Resolves once Pub/Sub has it.
   * @throws TransientError when Pub/Sub can't be reached.
   */
  publish(topic: string, message: object): Promise<void>;
}
