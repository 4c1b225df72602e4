export * from "./events/tables.ts";
export * from "./events/sign-up-tables.ts";
export * from "./campaigns/tables.ts";
export * from "./kits/tables.ts";
