/** The command that does what a callable does. */
const COMMANDS: Readonly<Record<string, string>> = {
  eraseCustomer: 'erase',
  getCustomer: 'explain',
  getSyncStatus: 'status',
  listCustomers: 'find',
  listDeadLetters: 'dead-letters list',
  listQuarantine: 'quarantine',
  listSyncRuns: 'runs',
  listTenants: 'tenants list',
  discardDeadLetter: 'dead-letters discard',
  pauseSync: 'tenants pause',
  recomputeSegments: 'recompute',
  replayDeadLetter: 'dead-letters replay',
  requestBackfill: 'backfill',
  requestSync: 'sync',
  resumeSync: 'tenants resume',
  resyncCustomer: 'resync',
};

/** How input of callables is given on the command line. */
const OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bmode:? ['`"]?full['`"]?/g, '--full'],
  [/\bforceMenu\b(?:: true)?/g, '--force-menu'],
  [/\bforceCustomers\b(?:: true)?/g, '--force-customers'],
  [/\bforceFields\b(?:: true)?/g, '--force-fields'],
  [/\bdryRun\b(?:: true)?/g, '--dry-run'],
  [/Pick one from the list of customers\./g, '`find` looks customers up.'],
];

const CALLABLE = new RegExp(`[\`']?\\b(${Object.keys(COMMANDS).join('|')})\\b[\`']?`, 'g');

/** A message that was written for callers of the functions, in the terms of this command line. */
export function inCommandTerms(message: string): string {
  const named = message.replace(CALLABLE, (all, callable: string) => {
    const command = COMMANDS[callable];
    return command === undefined ? all : `\`${command}\``;
  });
  return OPTIONS.reduce((text, [pattern, option]) => text.replace(pattern, option), named);
}
