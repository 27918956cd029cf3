import { z } from 'zod';

/** What App Check's reCAPTCHA loads, shows and asks, by directive of the console's Content-Security-Policy. */
const APP_CHECK_SOURCES: Readonly<Record<string, readonly string[]>> = {
  'script-src': ['https://www.google.com/recaptcha/', 'https://www.gstatic.com/recaptcha/'],
  'frame-src': ['https://www.google.com/recaptcha/', 'https://recaptcha.google.com/recaptcha/'],
  'connect-src': ['https://content-firebaseappcheck.googleapis.com', 'https://www.google.com/recaptcha/'],
};

const KEY = 'Content-Security-Policy';

const header = z.looseObject({ key: z.string(), value: z.string() });

/** `firebase.json` whose policy lets App Check in, or doesn't. @param isOn undefined leaves it as it is. */
export function withAppCheck(text: string, isOn: boolean | undefined): string {
  if (isOn === undefined) return text;
  const revised: unknown = JSON.parse(text, (_key, value: unknown) => {
    const found = header.safeParse(value).data;
    return found?.key === KEY ? { ...found, value: revise(found.value, isOn) } : value;
  });
  return JSON.stringify(revised, null, 2);
}

/** Whether the policy in the content of `firebase.json` lets all in that App Check needs. */
export function letsAppCheckIn(firebase: unknown): boolean {
  const hosting = z
    .object({ hosting: z.object({ headers: z.array(z.object({ headers: z.array(header) })).default([]) }) })
    .parse(firebase).hosting;
  const policies = hosting.headers.flatMap(({ headers }) => headers.filter(({ key }) => key === KEY));
  return policies.every(({ value }) => {
    const directives = directivesOf(value);
    return Object.entries(APP_CHECK_SOURCES).every(([name, sources]) =>
      sources.every((source) => directives.get(name)?.includes(source) === true),
    );
  });
}

function revise(policy: string, isOn: boolean): string {
  const directives = directivesOf(policy);
  for (const [name, sources] of Object.entries(APP_CHECK_SOURCES)) {
    const others = (directives.get(name) ?? []).filter((source) => !sources.includes(source));
    if (isOn) directives.set(name, [...others, ...sources]);
    else if (others.length === 0) directives.delete(name);
    else directives.set(name, others);
  }
  return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join('; ');
}

function directivesOf(policy: string): Map<string, string[]> {
  return new Map(
    policy
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources]),
  );
}
