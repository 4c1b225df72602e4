export * from "./pages/tables.ts";
export * from "./recruiting/tables.ts";
