/** The few words of JSON Schema that the Mastodon description uses. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
}

export interface Description {
  components: { schemas: Record<string, Schema> };
}

/** Where a value differs from a named shape, as sentences; none when it fits. */
export function differences(description: Description, name: string, value: unknown): string[] {
  return walk(description, { $ref: `#/components/schemas/${name}` }, value, name);
}

function walk(description: Description, schema: Schema, value: unknown, at: string): string[] {
  if (schema.$ref !== undefined) {
    const named = description.components.schemas[schema.$ref.split("/").at(-1) ?? ""];
    return named === undefined ? [`${at}: no ${schema.$ref}`] : walk(description, named, value, at);
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) {
    const tried = choices.map((each) => walk(description, each, value, at));
    return tried.some((each) => each.length === 0) ? [] : (tried[0] ?? []);
  }
  const found = (schema.allOf ?? []).flatMap((each) => walk(description, each, value, at));
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.includes(typeOf(value, types))) {
    return [...found, `${at}: ${typeOf(value, types)} is not ${types.join(" or ")}`];
  }
  if (schema.enum !== undefined && value !== null && !schema.enum.includes(value)) {
    found.push(`${at}: ${String(value)} is not in the list`);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return found;
    return [...found, ...value.flatMap((each, i) => walk(description, items, each, `${at}[${i}]`))];
  }
  if (typeof value !== "object" || value === null) return found;
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const name of schema.required ?? []) {
    if (!fields.has(name)) found.push(`${at}.${name} is missing`);
  }
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (fields.has(name))
      found.push(...walk(description, inner, fields.get(name), `${at}.${name}`));
  }
  return found;
}

function typeOf(value: unknown, wanted: readonly string[]): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") {
    return Number.isInteger(value) && wanted.includes("integer") ? "integer" : "number";
  }
  return typeof value;
}
