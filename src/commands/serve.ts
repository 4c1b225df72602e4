import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { siteAgency } from "#agency";
import { readConfig } from "#platform/config/config.ts";
import { closeServer, listen } from "#platform/http/server.ts";
import { openDemoWorld, printDemo, startDemoNetwork } from "#test/worlds/demo.ts";
import { publicSite, rebuildSite, type Assembly } from "../slices.ts";
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
  await withOpenbeat(
    async (running) => {
      const { assembly, installation } = running;
      if (isDemo) await openDemoWorld(assembly, say);
      const agency = await siteAgency(assembly.ctx);
      await using network = agency?.isDemo
        ? await startDemoNetwork(assembly, config.data)
        : undefined;
      await rebuildSite(assembly.ctx, assembly.networks, assembly.site, config.origin);
      const site = publicSite(assembly, () => assembly.site.agencyId);
      await using closing = new AsyncDisposableStack();
      if (config.workers) {
        const workers = startWorkers(assembly, installation);
        closing.defer(() => workers.stop());
      }
      const server = await listen(assembly.app, site, config);
      closing.defer(() => closeServer(server));
      // From here on it serves: a database that goes away during the welcome must not end it.
      await announce(running, code, agency?.isDemo ?? false, network?.url).catch((error: unknown) =>
        installation.log.error({ err: error }, "the welcome could not be printed whole"),
      );
      await stopped;
      console.log("  Stopping: finishing what is under way …");
    },
    { config, say, setupCode: code, openDemo: openDemoFromWizard },
  );
}

async function openDemoFromWizard(
  assembly: Assembly,
  _ctx: unknown,
  from: { address: string; agent: string },
): Promise<string> {
  return openDemoWorld(assembly, () => undefined).then(({ signIn }) => signIn(from));
}

async function announce(
  { assembly, config }: Running,
  code: string,
  isDemo: boolean,
  networkUrl: string | undefined,
): Promise<void> {
  console.log(`\nOpenbeat serves on http://${config.host}:${config.port}`);
  if (isDemo) return printDemo(assembly, config.origin, networkUrl);
  const agency = await siteAgency(assembly.ctx);
  if (agency) console.log(`${agency.name}: ${config.origin}/console/`);
  else console.log(`Open ${config.origin}/console/setup#code=${code}`);
}

async function work(): Promise<void> {
  const stopped = untilStopped();
  await withOpenbeat(async ({ assembly, installation }) => {
    const workers = startWorkers(assembly, installation);
    console.log("Openbeat works in the background. Ctrl-C stops it.");
    await stopped;
    await workers.stop();
  });
}
