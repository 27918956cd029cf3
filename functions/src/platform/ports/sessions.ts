/** Somebody who is signed in, as the ID token says. */
export interface SignedIn {
  uid: string;
  role: string;
  /** Null for operators. */
  orgId: string | null;
  /** When they signed in, in seconds since the epoch; null if the token doesn't say. */
  authTime: number | null;
}

/** Tells whether what an ID token says still holds: a token is valid for an hour, whatever becomes of the account meanwhile. */
export interface Sessions {
  /**
   * Whether the account is still there, has the same role in the same tenant, and hasn't been signed out everywhere since.
   * @throws TransientError when that can't be found out.
   */
  isCurrent(signedIn: SignedIn): Promise<boolean>;
}
