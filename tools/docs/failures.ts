/** How a callable fails, by HTTP status; docs/api.md lists the codes. */
export const CALL_FAILURES: Readonly<Record<number, string>> = {
  400: "The input is malformed, or the call can't be carried out as things are.",
  401: 'There is no valid ID token, or no valid App Check token where it is enforced.',
  403: "The role doesn't allow this, or the tenant is another one.",
  404: 'What the call is about is not there.',
  409: 'Somebody else was faster.',
  500: 'A fault of the program: the log says more.',
  503: 'Fails for a passing reason: try again after a while.',
  504: 'The call would take longer than it may.',
};

/** How the public menu fails. */
export const MENU_FAILURES: Readonly<Record<number, string>> = {
  400: 'The query is malformed, or the cursor belongs to another one.',
  404: 'There is no such shop, or its sync is paused.',
  405: 'Only GET and HEAD are taken.',
  500: 'A fault of the program, or a menu that is too large.',
  503: 'Fails for a passing reason: try again after a while.',
};
