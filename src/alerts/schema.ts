export * from "./notices/tables.ts";
