export { websubWishes, websubSubscriptions } from "./websub/tables.ts";
