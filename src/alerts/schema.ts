export * from "./life/tables.ts";
