import * as z from 'zod/mini';
import { call } from '../api/call';
import type { CallOutput } from '../api/contract';
import { serverNow } from './clock';
import { claimsSchema, orgIdOf, type Claims } from './claims';
import type { Session, SessionProvider } from './session';

const STORAGE_KEY = 'development-session';
const LIFETIME_SECONDS = 12 * 3600;

const stored = z.object({ claims: claimsSchema, token: z.string() });

const noAppCheck = () => Promise.resolve(null);

/** Sessions under the embedded services: anyone the developer says, with a token as the Auth emulator makes them. */
export class DevelopmentSessions implements SessionProvider {
  private onChange: (session: Session | null) => void = () => undefined;

  constructor(private readonly project: string) {}

  watch(onChange: (session: Session | null) => void): () => void {
    this.onChange = onChange;
    onChange(restore());
    return () => (this.onChange = () => undefined);
  }

  /** The tenants that there are, as an operator sees them. */
  async tenants(signal: AbortSignal): Promise<CallOutput<'listTenants'>['tenants']> {
    const token = () => Promise.resolve(unsignedToken({ role: 'operator' }, this.project));
    const { tenants } = await call(
      { token, appCheckToken: noAppCheck, onExpired: () => undefined },
      'listTenants',
      {},
      signal,
    );
    return tenants;
  }

  signIn(claims: Claims): void {
    const token = unsignedToken(claims, this.project);
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ claims, token }));
    this.onChange(restore());
  }

  signOut(): Promise<void> {
    sessionStorage.removeItem(STORAGE_KEY);
    this.onChange(null);
    return Promise.resolve();
  }
}

/** The session of this tab, if there is one. */
function restore(): Session | null {
  try {
    const { claims, token } = stored.parse(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null'));
    const { role } = claims;
    return {
      label: `${role}@development`,
      role,
      orgId: orgIdOf(claims),
      token: () => Promise.resolve(token),
      appCheckToken: noAppCheck,
    };
  } catch {
    return null;
  }
}

/** A token without a signature, which only emulators accept. */
export function unsignedToken(claims: Claims, project: string): string {
  const issuedAt = Math.floor(serverNow() / 1000);
  const payload = {
    iss: `https://securetoken.google.com/${project}`,
    aud: project,
    auth_time: issuedAt,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
    user_id: `development-${claims.role}`,
    sub: `development-${claims.role}`,
    firebase: { sign_in_provider: 'password', identities: {} },
    ...claims,
  };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.`;
}

/** JSON in base64url, of its UTF-8 bytes. */
function encode(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
