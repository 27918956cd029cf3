import type { Limits } from '../../platform/limits';
import type { Clock } from '../../platform/ports/clock';
import { AuthError, PermanentError, SyncError } from '../../platform/ports/errors';
import type { Secrets } from '../../platform/ports/secrets';
import { type Authentication, parseAuthentication, sensitiveValues } from './authentication';
import { type Credentials, type CredentialsPlace, readCredentials, sameCredentials } from './credentials';
import type { PosAnswer, PosRequest, Reading } from './request';
import type { Transport } from './transport';

interface SessionDependencies {
  secrets: Secrets;
  credentials: CredentialsPlace;
  clock: Clock;
  transport: Transport;
  limits: Limits['pos'];
}

/** One tenant's token at the POS, shared by everything that talks to it: concurrent callers share one login. */
export class PosSession {
  readonly #dependencies: SessionDependencies;
  #current: Authentication | null = null;
  #login: Promise<Authentication> | null = null;

  constructor(dependencies: SessionDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Logs in, unless there is a valid token.
   * @throws AuthError `pos_auth_refused`, or whatever else keeps the POS from answering.
   */
  async logIn(): Promise<void> {
    await this.#authentication();
  }

  /**
   * Sends a request with a valid token. A refusal (401 or 403) drops the token and is answered with one new login from freshly read secrets.
   * @param build Words the request; it may need the login's location.
   * @param reading Its signal aborts the request; a login that others may be waiting for goes on.
   * @throws AuthError `pos_auth_refused` when the new token is refused too, or the login itself.
   */
  async send<T>(
    build: (authentication: Authentication) => PosRequest,
    reading: Reading<T>,
  ): Promise<Exclude<PosAnswer<T>, { outcome: 'refused' }>> {
    const first = await this.#authentication();
    const answer = await this.#attempt(build, reading, first);
    if (answer.outcome !== 'refused') {
      return answer;
    }
    const second = await this.#replace(first);
    const repeated = await this.#attempt(build, reading, second);
    if (repeated.outcome !== 'refused') {
      return repeated;
    }
    this.#drop(second);
    const { method, path } = build(second);
    throw new AuthError(
      'pos_auth_refused',
      `The POS answered ${repeated.status} to ${method} ${path} right after a new login. Give the POS user behind ${secretsOf(this.#dependencies.credentials)} the permission to read it.`,
    );
  }

  async #attempt<T>(
    build: (authentication: Authentication) => PosRequest,
    reading: Reading<T>,
    authentication: Authentication,
  ): Promise<PosAnswer<T>> {
    const { token, sensitive } = authentication;
    reading.signal?.throwIfAborted();
    try {
      return await this.#dependencies.transport.send(build(authentication), { token, sensitive, ...reading });
    } catch (error) {
      // Some servers say under 200 that the token has expired: the next use logs in again.
      if (error instanceof SyncError && error.code === 'pos_error_answer') this.#drop(authentication);
      throw error;
    }
  }

  #authentication(): Promise<Authentication> {
    if (this.#current && this.#dependencies.clock.now() < this.#current.renewAt) {
      return Promise.resolve(this.#current);
    }
    return this.#sharedLogin(false);
  }

  /** A token other than the refused one. A caller that is refused after another has replaced the token takes the new one. */
  #replace(refused: Authentication): Promise<Authentication> {
    this.#drop(refused);
    return this.#current ? Promise.resolve(this.#current) : this.#sharedLogin(true);
  }

  #drop(refused: Authentication): void {
    if (this.#current === refused) {
      this.#current = null;
    }
  }

  #sharedLogin(fresh: boolean): Promise<Authentication> {
    this.#login ??= this.#logIn(fresh)
      .then((authentication) => (this.#current = authentication))
      .finally(() => (this.#login = null));
    return this.#login;
  }

  /** Logs in; if cached credentials are refused and the secrets have changed since, once more with the new ones. */
  async #logIn(fresh: boolean): Promise<Authentication> {
    const credentials = await this.#read(fresh);
    const authentication = await this.#authenticate(credentials);
    if (authentication) {
      return authentication;
    }
    const renewed = fresh ? credentials : await this.#read(true);
    // The same credentials again could lock the POS user out.
    const repeated = sameCredentials(renewed, credentials) ? null : await this.#authenticate(renewed);
    if (repeated) {
      return repeated;
    }
    throw new AuthError(
      'pos_auth_refused',
      `The POS refuses the credentials in ${secretsOf(this.#dependencies.credentials)}. Correct them. The PIN is a separate field, not part of the password.`,
    );
  }

  #read(fresh: boolean): Promise<Credentials> {
    return readCredentials(this.#dependencies.secrets, this.#dependencies.credentials, fresh);
  }

  /** Null when the POS refuses. */
  async #authenticate(credentials: Credentials): Promise<Authentication | null> {
    const { username, password, pin } = credentials;
    const answer = await this.#dependencies.transport.send(
      { method: 'POST', path: 'auth', body: { username, password, pin } },
      { sensitive: sensitiveValues(credentials), read: (body) => body },
    );
    switch (answer.outcome) {
      case 'answered':
        return parseAuthentication(
          answer.value,
          credentials,
          this.#dependencies.clock.now(),
          this.#dependencies.limits,
        );
      case 'refused':
        return null;
      case 'missing':
        throw new PermanentError(
          'pos_endpoint_missing',
          `The POS answered ${answer.status} to POST auth. Check the tenant's pos.baseUrl.`,
        );
    }
  }
}

/** The names of the secrets that a tenant's credentials are in. */
function secretsOf({ prefix, inOneSecret }: CredentialsPlace): string {
  return inOneSecret ? `${prefix}_LOGIN` : `${prefix}_USERNAME, ${prefix}_PASSWORD and ${prefix}_PIN`;
}
