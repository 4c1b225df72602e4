// From Node 24.19 on, better-sqlite3 12 ends the process when a statement is collected as garbage (an assertion in
// node::RemoveEnvironmentCleanupHook). A test's server lives for minutes: it keeps all of its statements instead.
import { createRequire } from "node:module";

const fromServer = createRequire(createRequire(import.meta.url).resolve("@atproto/pds"));
const Database = fromServer("better-sqlite3");
const { cppdb } = fromServer("better-sqlite3/lib/util");

const probe = new Database(":memory:");
const native = Object.getPrototypeOf(probe[cppdb]);
const { prepare } = native;
const kept = new Set([probe]);

native.prepare = function keepingPrepare(...args) {
  const statement = Reflect.apply(prepare, this, args);
  kept.add(statement).add(this);
  return statement;
};
