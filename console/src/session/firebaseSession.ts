import { initializeApp } from 'firebase/app';
import {
  browserSessionPersistence,
  connectAuthEmulator,
  initializeAuth,
  onIdTokenChanged,
  sendPasswordResetEmail,
  signInWithEmailAndPassword,
  signOut,
  type Auth,
  type User,
} from 'firebase/auth';
import { appCheckTokens } from './appCheck';
import { claimsSchema, orgIdOf } from './claims';
import type { FirebaseEnvironment } from './environment';
import type { Session, SessionProvider } from './session';

/**
 * Sessions of Firebase Auth, by email and password: no script or frame of another origin is needed. A session ends with the
 * browser, because a shop's computers are shared.
 */
export class FirebaseSessions implements SessionProvider {
  private readonly auth: Auth;
  private readonly appCheckToken: Session['appCheckToken'];
  /** Whether accounts are those of an emulator. */
  readonly isEmulated: boolean;

  constructor({ app: configuration, authEmulator }: FirebaseEnvironment) {
    const app = initializeApp(configuration);
    this.auth = initializeAuth(app, { persistence: browserSessionPersistence });
    this.isEmulated = authEmulator !== null;
    // The sign-in page says so itself; the library's own banner would lie over the page.
    if (authEmulator !== null) connectAuthEmulator(this.auth, authEmulator, { disableWarnings: true });
    this.appCheckToken = appCheckTokens(app);
  }

  watch(onChange: (session: Session | null) => void): () => void {
    let latest: User | null = null;
    return onIdTokenChanged(this.auth, (user) => {
      latest = user;
      void this.sessionOf(user).then((session) => {
        if (latest === user) onChange(session);
      });
    });
  }

  /** @throws Error of Firebase; say no more than that it did not work. */
  async signIn(email: string, password: string): Promise<void> {
    const { user } = await signInWithEmailAndPassword(this.auth, email, password);
    if ((await this.sessionOf(user)) !== null) return;
    await signOut(this.auth);
    throw new Error('This account has no role.');
  }

  async resetPassword(email: string): Promise<void> {
    await sendPasswordResetEmail(this.auth, email);
  }

  async signOut(): Promise<void> {
    await signOut(this.auth);
  }

  /** The session of a user; null for nobody, and for an account without the claims that the callables ask for. */
  private async sessionOf(user: User | null): Promise<Session | null> {
    if (user === null) return null;
    const claims = claimsSchema.safeParse((await user.getIdTokenResult()).claims);
    if (!claims.success) return null;
    return {
      label: user.email ?? user.uid,
      role: claims.data.role,
      orgId: orgIdOf(claims.data),
      token: () => user.getIdToken(),
      appCheckToken: this.appCheckToken,
    };
  }
}
