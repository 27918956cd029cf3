/** Why a customer is in a segment, in the rules' own words, with its amounts as people write them: `$1000` → `$1,000`. */
export function reasonText(reason: string): string {
  return reason.replace(
    /\$(\d{4,})/g,
    (_all, digits: string) => `$${Number(digits).toLocaleString('en-US')}`,
  );
}
