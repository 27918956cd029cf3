/** Fields of a structured log line. Never a secret, an email address, a phone number or a name (principle 7). */
export type LogFields = Readonly<Record<string, unknown>>;

/** One structured line a call; `message` is a constant, what varies is in `fields`. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
