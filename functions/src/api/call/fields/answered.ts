import { z } from 'zod';
import { isoDate } from './isoDate';

/** A stored value as callables answer it: the same, with instants as text. */
export type Answered<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? Answered<Item>[]
    : Value extends object
      ? { [Name in keyof Value]: Answered<Value[Name]> }
      : Value;

/** Fields as they are stored, made fields of an answer, whose schema transforms nothing; {@link toAnswer} makes the values. */
export function answered<Shape extends z.ZodRawShape>(
  shape: Shape,
): { [Name in keyof Shape]: z.ZodType<Answered<z.output<Shape[Name]>>> } {
  const fields = Object.entries(shape).map(([name, field]) => [name, asAnswered(field)]);
  return Object.fromEntries(fields) as ReturnType<typeof answered<Shape>>;
}

/** A stored value with its instants as text. */
export function toAnswer<Value>(value: Value): Answered<Value> {
  return withText(value) as Answered<Value>;
}

function withText(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withText(part)]));
}

/** A stored field's schema without what it does when it reads: defaults, fallbacks, and turning a Timestamp into a date. */
function asAnswered(schema: z.core.SomeType): z.ZodType {
  if (!(schema instanceof z.ZodType)) throw new TypeError('Only schemas of zod itself can be answered.');
  return describedAs(schema, withoutReading(schema));
}

function describedAs({ description }: z.ZodType, schema: z.ZodType): z.ZodType {
  return description === undefined ? schema : schema.describe(description);
}

function withoutReading(schema: z.ZodType): z.ZodType {
  // Of what is stored, only a Timestamp is read by a check of our own.
  if (schema instanceof z.ZodPipe) return schema.in instanceof z.ZodCustom ? isoDate : asAnswered(schema.in);
  if (schema instanceof z.ZodCatch || schema instanceof z.ZodDefault) return asAnswered(schema.unwrap());
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    const inner = asAnswered(schema.unwrap());
    return describedAs(inner, schema instanceof z.ZodNullable ? inner.nullable() : inner.optional());
  }
  // How long a list can be is no matter of reading.
  if (schema instanceof z.ZodArray)
    return schema.clone({ ...schema.def, element: asAnswered(schema.element) });
  if (schema instanceof z.ZodObject) return z.object(answered(schema.shape));
  return schema;
}
