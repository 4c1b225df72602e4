import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { siteAgency } from "#agency";
import { readConfig } from "#platform/config/config.ts";
import { closeServer, listen } from "#platform/http/server.ts";
import type { Installation } from "#platform/installation.ts";
import { printDemo } from "#test/worlds/demo.ts";
import { publicSite, rebuildSite, type Assembly } from "../slices.ts";
import { Demo } from "./demo.ts";
import { startWorkers, untilStopped, withOpenbeat, type Running } from "./running.ts";

export function addServe(program: Command): void {
  program
    .command("serve", { isDefault: true })
    .description("serve the console, the newsroom and the background work")
    .option("--demo", "open the demo agency, Riverside PD, with its practice network")
    .action((options: { demo?: boolean }) => serve(options.demo ?? false));
  program
    .command("work")
    .description("run background work only, beside a server on another machine")
    .action(() => work());
}

async function serve(isDemo: boolean): Promise<void> {
  const config = readConfig();
  const stopped = untilStopped();
  const say = (what: string) => console.log(`  ${what} …`);
  const code = randomBytes(12).toString("base64url");
  const demo = new Demo();
  await withOpenbeat(
    async (running) => {
      const { assembly, installation } = running;
      await using closing = new AsyncDisposableStack();
      closing.use(demo);
      if (isDemo) await demo.open(assembly, say);
      else await demo.resume(assembly);
      await rebuildSite(assembly.ctx, assembly.networks, assembly.site, config.origin);
      const site = publicSite(assembly, () => assembly.site.agencyId);
      const workers = workOnceFounded(assembly, installation, demo);
      closing.defer(() => workers.stop());
      const server = await listen(assembly.app, site, config);
      closing.defer(() => closeServer(server));
      // From here on it serves: a database that goes away during the welcome must not end it.
      await announce(running, code, demo).catch((error: unknown) =>
        installation.log.error({ err: error }, "the welcome could not be printed whole"),
      );
      await stopped;
      console.log("  Stopping: finishing what is under way …");
    },
    {
      config,
      say,
      setupCode: code,
      openDemo: (assembly, _ctx, from) => demo.openFromWizard(assembly, config.origin, from),
    },
  );
}

/** Background work begins with the agency: an empty house has nothing to do, and a demo is lived first. */
function workOnceFounded(
  assembly: Assembly,
  installation: Installation,
  demo: Demo,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { ctx } = assembly;
  const begun = (async () => {
    while (!stopping.signal.aborted) {
      // A database that is away keeps nothing from beginning: workers wait for it by themselves.
      const isFounded = await siteAgency(ctx).then(Boolean, () => true);
      if (isFounded && !demo.isBeingLived) return startWorkers(assembly, installation);
      await ctx.clock.sleep(300, stopping.signal);
    }
    return undefined;
  })();
  return {
    async stop() {
      stopping.abort();
      await (await begun)?.stop();
    },
  };
}

async function announce({ assembly, config }: Running, code: string, demo: Demo): Promise<void> {
  console.log(`\nOpenbeat serves on http://${config.host}:${config.port}`);
  const agency = await siteAgency(assembly.ctx);
  if (agency?.isDemo) return printDemo(assembly, config.origin, demo.practice);
  if (agency) console.log(`${agency.name}: ${config.origin}/console/`);
  else console.log(`Open ${config.origin}/console/setup#code=${code}`);
}

async function work(): Promise<void> {
  const stopped = untilStopped();
  await withOpenbeat(async ({ assembly, installation }) => {
    const workers = startWorkers(assembly, installation, false);
    console.log("Openbeat works in the background. Ctrl-C stops it.");
    await stopped;
    await workers.stop();
  });
}
