import { buildConsole, consoleIsStale } from "./build-console.ts";

/** `npm start`: builds the console if it is stale, then serves. Arguments go to `openbeat serve`. */
if (consoleIsStale()) {
  console.log("  Building the console …");
  await buildConsole();
}
process.argv.splice(2, process.argv.length - 2, "serve", ...process.argv.slice(2));
await import("../src/main.ts");
