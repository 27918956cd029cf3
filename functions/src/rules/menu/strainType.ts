export const STRAIN_TYPES = ['sativa', 'indica', 'hybrid', 'cbd'] as const;
export type StrainType = (typeof STRAIN_TYPES)[number];

/** Whole words only, in any script: not the "cbd" of "CBDelight". */
const TYPE_WORD = /(?<![\p{L}\p{N}])(?:sativa|indica|hybrid|cbd)(?![\p{L}\p{N}])/giu;

/**
 * The type of an item: its `strain` if that is a type word, else what the words of its name say, else those of its category.
 * Never guessed: null if none of them says.
 */
export function strainType(item: {
  strain: string | null;
  name: string | null;
  category: string | null;
}): StrainType | null {
  const strain = item.strain?.trim().toLowerCase();
  return STRAIN_TYPES.find((type) => type === strain) ?? typeInWords(item.name) ?? typeInWords(item.category);
}

/** Sativa and indica together are a hybrid; "hybrid" outweighs the parent it leans to, and either outweighs the ingredient CBD. */
function typeInWords(text: string | null): StrainType | null {
  const words = new Set((text?.match(TYPE_WORD) ?? []).map((word) => word.toLowerCase()));
  if (words.has('hybrid') || (words.has('sativa') && words.has('indica'))) return 'hybrid';
  return STRAIN_TYPES.find((type) => words.has(type)) ?? null;
}
