import type { FirebaseApp } from 'firebase/app';

/** Of reCAPTCHA Enterprise, given when the console is built; without one there is no App Check. */
const siteKey: unknown = import.meta.env['VITE_APP_CHECK_SITE_KEY'];

/** Where reCAPTCHA's scripts come from; `npm run api -- --app-check` writes the policy that lets them in. */
const RECAPTCHA = /^https:\/\/www\.(?:google|gstatic)\.com\/recaptcha\//;

declare global {
  interface Window {
    readonly trustedTypes?: {
      createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => unknown;
    };
  }
}

/** Gives App Check's tokens, by which the functions know that the console calls; null if it is off. Its code is loaded only then. */
export function appCheckTokens(app: FirebaseApp): () => Promise<string | null> {
  if (typeof siteKey !== 'string' || siteKey === '') return () => Promise.resolve(null);
  const key = siteKey;
  const loading = import('firebase/app-check').then((library) => {
    allowRecaptcha();
    const provider = new library.ReCaptchaEnterpriseProvider(key);
    const appCheck = library.initializeAppCheck(app, { provider, isTokenAutoRefreshEnabled: true });
    return async () => (await library.getToken(appCheck)).token;
  });
  // Reported to the code that asks for a token.
  loading.catch(() => undefined);
  return async () => (await loading)();
}

/** The page takes scripts from nobody; reCAPTCHA adds its own by their address. */
function allowRecaptcha(): void {
  window.trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (!RECAPTCHA.test(url)) throw new TypeError('This page takes no such script.');
      return url;
    },
  });
}
