import { useCallback } from 'react';
import { useSession } from '../session/sessionContext';
import { call } from './call';
import type { CallInput, CallName, CallOutput } from './contract';

export type Call = <Name extends CallName>(
  name: Name,
  data: CallInput<Name>,
  signal?: AbortSignal,
) => Promise<CallOutput<Name>>;

/** Calls functions as the signed-in user. */
export function useCall(): Call {
  const { credentials } = useSession();
  return useCallback((name, data, signal) => call(credentials, name, data, signal), [credentials]);
}
