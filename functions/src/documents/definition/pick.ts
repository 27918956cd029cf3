/** Some of an object's fields: of values, or of the schemas in a shape. */
export function pick<Of extends object, Name extends keyof Of>(
  object: Of,
  names: readonly Name[],
): Pick<Of, Name> {
  return Object.fromEntries(names.map((name) => [name, object[name]])) as Pick<Of, Name>;
}
