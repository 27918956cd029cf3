import type { Clock } from '../platform/clock';
import { AuthError, PermanentError } from '../platform/errors';
import type { Secrets } from '../platform/secrets';
import { type Authentication, parseAuthentication, sensitiveValues } from './authentication';
import { type Credentials, readCredentials, sameCredentials } from './credentials';
import type { PosAnswer, PosRequest } from './request';
import type { Transport } from './transport';

interface SessionDependencies {
  secrets: Secrets;
  secretPrefix: string;
  clock: Clock;
  transport: Transport;
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
   * Sends a request with a valid token. A refusal (401 or 403) drops the token and is answered with one new login from freshly read secrets.
   * @param build Words the request; it may need the login's location.
   * @throws AuthError `pos_auth_refused` when the new token is refused too, or the login itself.
   */
  async send(
    build: (authentication: Authentication) => PosRequest,
  ): Promise<Exclude<PosAnswer, { outcome: 'refused' }>> {
    const first = await this.#authentication();
    const answer = await this.#attempt(build, first);
    if (answer.outcome !== 'refused') {
      return answer;
    }
    const second = await this.#replace(first);
    const repeated = await this.#attempt(build, second);
    if (repeated.outcome !== 'refused') {
      return repeated;
    }
    this.#drop(second);
    const { method, path } = build(second);
    throw new AuthError(
      'pos_auth_refused',
      `The POS answered ${repeated.status} to ${method} ${path} right after a new login. Give the POS user behind ${this.#dependencies.secretPrefix}_USERNAME the permission to read it.`,
    );
  }

  #attempt(
    build: (authentication: Authentication) => PosRequest,
    authentication: Authentication,
  ): Promise<PosAnswer> {
    const { token, sensitive } = authentication;
    return this.#dependencies.transport.send(build(authentication), { token, sensitive });
  }

  #authentication(): Promise<Authentication> {
    if (this.#current && this.#dependencies.clock.now() < this.#current.renewAt) {
      return Promise.resolve(this.#current);
    }
    return this.#sharedLogin(false);
  }

  /** A token other than the refused one. Whoever meets the refusal after another caller has replaced the token takes the new one. */
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
    const { secretPrefix } = this.#dependencies;
    throw new AuthError(
      'pos_auth_refused',
      `The POS refuses the credentials in ${secretPrefix}_USERNAME, ${secretPrefix}_PASSWORD and ${secretPrefix}_PIN. Correct these secrets; the PIN is a field of its own and no part of the password.`,
    );
  }

  #read(fresh: boolean): Promise<Credentials> {
    return readCredentials(this.#dependencies.secrets, this.#dependencies.secretPrefix, fresh);
  }

  /** Null when the POS refuses. */
  async #authenticate(credentials: Credentials): Promise<Authentication | null> {
    const { username, password, pin } = credentials;
    const answer = await this.#dependencies.transport.send(
      { method: 'POST', path: 'auth', body: { username, password, pin } },
      { sensitive: sensitiveValues(credentials) },
    );
    switch (answer.outcome) {
      case 'answered':
        return parseAuthentication(answer.body, credentials, this.#dependencies.clock.now());
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
