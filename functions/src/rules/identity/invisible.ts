/**
 * Characters that people don't see: those that Unicode has renderers ignore (zero-width spaces and joiners, BOM, soft hyphen,
 * variation selectors), marks of direction, and controls. White space isn't one of them.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\s)\p{Cc}/gu;

/** Text without characters that people don't see, which they bring along when they copy it. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}
