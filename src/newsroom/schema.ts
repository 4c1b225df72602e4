export { siteHostFiles, siteHosts } from "./hosting/tables.ts";
export { websubWishes, websubSubscriptions } from "./websub/tables.ts";
