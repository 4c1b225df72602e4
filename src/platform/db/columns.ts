import { customType, snakeCase, uuid } from "drizzle-orm/pg-core";

/** Tables write camelCase here and snake_case in the database. */
export const table = snakeCase.table;

/** An instant in UTC with microseconds, as an RFC 3339 string: "2026-11-21T14:02:00.000000Z". */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp(6) with time zone",
  fromDriver: toInstantText,
});

/** Raw bytes. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => "bytea",
});

/** PostgreSQL writes "2026-11-21 14:02:00.5+00"; the program speaks RFC 3339. */
export function toInstantText(value: string): string {
  const [date = "", rest = ""] = value.replace("T", " ").split(" ");
  const [whole = "", fraction = ""] = rest.replace(/(\+00(:?00)?|Z)$/, "").split(".");
  return `${date}T${whole}.${fraction.padEnd(6, "0")}Z`;
}

/** Every table's first key column: the agency that owns the row (row-level security reads it). */
export const agencyId = () => uuid().notNull();
