import type { z } from 'zod';

/** Who decides what a field says. */
export const OWNERS = {
  id: 'Says which record it is. Written with the document.',
  pos: 'What the POS says. Each sync overwrites it.',
  derived: 'Computed from other documents, and written again when they change.',
  staff: "What the shop's people enter. No sync touches it.",
  operator: 'What the people who run Sync Sam set.',
  run: 'What a run or a call notes about its own work.',
} as const;
export type Owner = keyof typeof OWNERS;

/** A field of a document. The strict schema carries its description, owner and unit, for whatever is made from it. */
export interface Field<O extends Owner = Owner, Strict extends z.ZodType = z.ZodType, Tolerant = unknown> {
  readonly owner: O;
  /** Reads the field as it is written; anything else is an error. */
  readonly strict: Strict;
  /** Reads whatever is there: what is missing, or was made unreadable by hand, reads as {@link absent}. */
  readonly tolerant: z.ZodType<Tolerant>;
  /** What the field says when nothing is known, and so what it starts with. */
  readonly absent: Tolerant;
}

interface FieldOptions {
  unit?: 'dollars' | 'percent' | 'milliseconds' | 'minutes';
}

function ownedBy<O extends Owner>(owner: O) {
  /** @param description Left out if the type has one. @param options `absent` is null unless it is given. */
  function field<Type extends z.ZodType>(
    type: Type,
    description: string,
    options: FieldOptions & { absent: z.output<Type> },
  ): Field<O, Type, z.output<Type>>;
  function field<Type extends z.ZodType>(
    type: Type,
    description?: string,
    options?: FieldOptions,
  ): Field<O, Type, z.output<Type> | null>;
  function field(
    type: z.ZodType,
    description?: string,
    options: FieldOptions & { absent?: unknown } = {},
  ): Field<O> {
    const { absent = null, unit } = options;
    const strict = type.meta({
      ...(description !== undefined && { description }),
      'x-owner': owner,
      ...(unit && { 'x-unit': unit }),
    });
    const isPossible = strict.safeParse(absent).success;
    return { owner, strict, tolerant: (isPossible ? strict : strict.nullable()).catch(absent), absent };
  }
  return field;
}

export const id = ownedBy('id');
export const pos = ownedBy('pos');
export const derived = ownedBy('derived');
export const staff = ownedBy('staff');
export const operator = ownedBy('operator');
export const run = ownedBy('run');

/** A field that not every document has. */
export function optional<O extends Owner, Type extends z.ZodType, Tolerant>(
  field: Field<O, Type, Tolerant>,
): Field<O, z.ZodOptional<Type>, Tolerant> {
  return { ...field, strict: field.strict.optional() };
}
