import { z } from 'zod';
import type { Field, Owner } from './fields';
import { pick } from './pick';

export type Fields = Readonly<Record<string, Field>>;

/** The names of the fields that these owners own. */
type OwnedNames<Of extends Fields, O extends Owner> = {
  [Name in keyof Of & string]: Of[Name] extends Field<O> ? Name : never;
}[keyof Of & string];

type StrictShape<Of extends Fields> = { readonly [Name in keyof Of]: Of[Name]['strict'] };
type TolerantShape<Of extends Fields> = { readonly [Name in keyof Of]: Of[Name]['tolerant'] };

/** Fields as schemas: of a document, or of the objects in one of its lists. */
export function schemasOf<Of extends Fields>(fields: Of) {
  return {
    /** Reads what the project writes; anything else is an error. Fields that it doesn't name are dropped. */
    strict: z.object(mapFields(fields, ({ strict }) => strict) as StrictShape<Of>),
    /** Reads whatever is there; never an error. */
    tolerant: z.object(mapFields(fields, ({ tolerant }) => tolerant) as TolerantShape<Of>),
  };
}

/** What there is to know of one type of document, said once. */
export interface DocumentDescription<Of extends Fields> {
  /** Its heading in docs/data-model.md, and the name of its JSON Schema. */
  readonly name: string;
  /** Its path, with `{…}` for ids. */
  readonly path: string;
  /** What its id is made of. */
  readonly id: string;
  readonly writtenBy: string;
  readonly fields: Of;
  /** What erasing a customer empties: single fields, or all fields of an owner. All others are kept. */
  readonly emptied?: readonly (Owner | (keyof Of & string))[];
}

/** Defines a type of document: everything that code, reference and JSON Schemas say of it comes from here. */
export function defineDocument<const Of extends Fields>(description: DocumentDescription<Of>) {
  const { fields, emptied = [] } = description;
  const names = Object.keys(fields).filter((name): name is keyof Of & string => Object.hasOwn(fields, name));
  const isEmptied = (name: string) =>
    emptied.some((given) => given === name || given === fields[name]?.owner);
  const namesOf = <O extends Owner>(...owners: readonly O[]): OwnedNames<Of, O>[] =>
    names.filter((name): name is OwnedNames<Of, O> => owners.some((owner) => owner === fields[name]?.owner));
  return {
    ...description,
    ...schemasOf(fields),
    names,
    /** The fields that a sync writes from what the POS says, and overwrites. */
    synced: namesOf('id', 'pos'),
    emptied: names.filter(isEmptied),
    kept: names.filter((name) => !isEmptied(name)),

    /** The names of the fields of these owners, in the order of the definition. */
    namesOf,

    /** What these fields start with, made again on each call. */
    initial<Name extends keyof Of & string>(chosen: readonly Name[]): { [N in Name]: Of[N]['absent'] } {
      return mapFields(pick(fields, chosen), ({ absent }) => copyOf(absent)) as {
        [N in Name]: Of[N]['absent'];
      };
    },
  };
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => item);
  return typeof value === 'object' && value !== null ? { ...value } : value;
}

function mapFields(fields: Fields, map: (field: Field) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(field)]));
}
