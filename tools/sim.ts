import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** `npm run sim`: the seeded stories. `SEED=17` lives one; `SEEDS=100000` more of them. */
const done = spawnSync(
  process.execPath,
  ["--disable-warning=ExperimentalWarning", "--test", "test/sim/dispatch-sim.test.ts"],
  { cwd: join(import.meta.dirname, ".."), stdio: "inherit" },
);
process.exit(done.status ?? 1);
