/** The error of a service that can't take its port: names the service, the port and the fix. */
export function portError(service: string, host: string, port: number, cause: Error): Error {
  const reason = cause.message.includes('EACCES') ? 'needs more rights than this user has' : 'is in use';
  return new Error(
    `${service} can't listen on ${host}:${port}: the port ${reason}. ` +
      'End what listens there or choose another port (0 takes a free one).',
    { cause },
  );
}
