/**
 * Makes a format of each kind that pages write with. The first of a kind takes Intl up to 20 ms, on a phone four times as much, and those
 * after it next to nothing; so it is done while the page's first calls are under way, and drawing what comes of them needn't wait.
 */
export function prepareFormats(): void {
  whenIdle(() => new Intl.NumberFormat().format(0));
  whenIdle(() => new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' }).format(0));
  whenIdle(() => new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', dateStyle: 'medium' }).format(0));
}

/** In a task of its own, also in browsers that don't tell when they are idle (Safari). */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work);
  else setTimeout(work);
}
