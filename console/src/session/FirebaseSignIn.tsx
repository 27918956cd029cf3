import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../ui/Field';
import { Notice } from '../ui/Notice';
import type { FirebaseSessions } from './firebaseSession';
import { SignInCard } from './SignInCard';

/** Sign-in by email and password. Failures are told alike, so that nobody learns which accounts exist. */
export default function FirebaseSignIn({
  sessions,
  hasExpired,
}: {
  sessions: FirebaseSessions;
  hasExpired: boolean;
}) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({ mutationFn: () => sessions.signIn(email, password) });
  const reset = useMutation({ mutationFn: () => sessions.resetPassword(email) });
  return (
    <SignInCard title="Sign in" hasExpired={hasExpired}>
      {sessions.isEmulated && (
        <p className="muted">
          You're on the local emulators. The terminal that runs them lists accounts to try.
        </p>
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Field label="Email">
          {(control) => (
            <input
              {...control}
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {signIn.isError && (
          <Notice tone="danger">
            That didn't work. Check the email address and the password, or ask the shop's owner whether your
            account has a role.
          </Notice>
        )}
        {(reset.isSuccess || reset.isError) && (
          <Notice tone="info">If there's an account with that address, an email is on its way.</Notice>
        )}
        <button className="button primary" disabled={signIn.isPending}>
          Sign in
        </button>
        <button
          type="button"
          className="button quiet"
          disabled={email === '' || reset.isPending}
          onClick={() => reset.mutate()}
        >
          Forgot your password?
        </button>
      </form>
    </SignInCard>
  );
}
