import type { StrainType } from './strainType';

/** The fields of an item that a laboratory or the strain says, and that a menu can lack for long. */
export const ATTRIBUTES = ['thcPercent', 'cbdPercent', 'strainType'] as const satisfies (keyof Attributes)[];
export type Attribute = (typeof ATTRIBUTES)[number];

/** What is known of an item's attributes. */
interface Attributes {
  thcPercent: number | null;
  cbdPercent: number | null;
  strainType: StrainType | null;
}
export type AttributeValues = Partial<{ [Name in Attribute]: NonNullable<Attributes[Name]> }>;

/** Which attributes a stored item has no value for. A percentage of 0 counts as missing: in this POS it means that it wasn't measured. */
export function lackingAttributes(stored: Readonly<Record<string, unknown>>): Attribute[] {
  return ATTRIBUTES.filter(
    (name) => stored[name] === undefined || stored[name] === null || stored[name] === 0,
  );
}

/** What the POS knows of the attributes that a stored item lacks. Never a value that is there already, and never none. */
export function knownAttributes(lacking: readonly Attribute[], known: Attributes): AttributeValues {
  return Object.fromEntries(
    lacking.filter((name) => known[name] !== null).map((name) => [name, known[name]]),
  );
}
