export * from "./pages/tables.ts";
export * from "./recruiting/tables.ts";
export * from "./events/tables.ts";
export * from "./events/sign-up-tables.ts";
export * from "./campaigns/tables.ts";
export * from "./kits/tables.ts";
