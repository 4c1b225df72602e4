export * from "./life/tables.ts";
export * from "./drills/tables.ts";
export * from "./notices/tables.ts";
export * from "./lexicon/tables.ts";
export * from "./population/tables.ts";
