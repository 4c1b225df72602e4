import { statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { allAgencies } from "#agency";
import { openProofAlarms, standingOf } from "#archive";
import { openChannels } from "#channels";
import { asSystem } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { lateNews, retryNews } from "#platform/happenings.ts";
import { withOpenbeat, type Running } from "./running.ts";

interface Finding {
  name: string;
  ok: boolean;
  says: string;
  fix?: string;
}

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check this installation; every failed check comes with its fix")
    .option("--json", "print the result as JSON")
    .option("--retry", "first have given-up news tried again: the next start hands it out")
    .action((options: { json?: boolean; retry?: boolean }) =>
      withOpenbeat(async (running) => {
        const retried = options.retry ? await retryNews(running.assembly.ctx) : 0;
        if (retried > 0 && !options.json) console.log(`${retried} events are tried again.`);
        const findings = [
          ...machine(running),
          ...(await database(running)),
          ...(await channelsOf(running)),
          ...(await proofOf(running)),
        ];
        if (options.json) console.log(JSON.stringify(findings));
        else
          for (const { ok, name, says, fix } of findings)
            console.log(
              `${ok ? "ok  " : "FAIL"} ${name}: ${says}${ok || !fix ? "" : `\n     Fix: ${fix}`}`,
            );
        if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
      }),
    );
}

function machine({ config }: Running): Finding[] {
  const disk = statfsSync(config.data);
  const freeGb = (disk.bavail * disk.bsize) / 1e9;
  const major = Number(process.versions.node.split(".")[0]);
  const findings: Finding[] = [
    {
      name: "Node",
      ok: major >= 24,
      says: process.versions.node,
      fix: "Start with npm start: it brings Node 24 along.",
    },
    {
      name: "Disk",
      ok: freeGb > 2,
      says: `${freeGb.toFixed(1)} GB free at ${config.data}`,
      fix: "Free space or move the data folder; below 2 GB uploads and the archive are at risk.",
    },
  ];
  if (config.rootKeyCommand) return findings;
  const mode = statSync(join(config.data, "keys", "root.key")).mode & 0o777;
  return [
    ...findings,
    {
      name: "Root key",
      ok: mode === 0o600,
      says: `mode ${mode.toString(8)}`,
      fix: "chmod 600 keys/root.key, and keep a copy apart from the backups.",
    },
  ];
}

async function database({ installation, assembly }: Running): Promise<Finding[]> {
  const [row] = (
    await installation.db.pool.query<{ version: string; role: string; super: boolean }>(
      "select version(), current_user as role, (select rolsuper from pg_roles where rolname = current_user) as super",
    )
  ).rows;
  const { late, givenUp, lastError } = await lateNews(assembly.ctx);
  return [
    { name: "Database", ok: row !== undefined, says: row?.version.split(" on ")[0] ?? "no answer" },
    {
      name: "Database role",
      ok: row?.super === false,
      says: `${row?.role ?? "?"}${row?.super ? " is a superuser" : ""}`,
      fix: "Set OPENBEAT_APP_DATABASE_URL to a login with the role openbeat_app.",
    },
    {
      name: "News",
      ok: late === 0,
      says: `${late} events could not be handled yet${late > 0 ? ` (${lastError ?? "no error is known"})` : ""}`,
      fix: "The log names each with its error; they are tried again by themselves.",
    },
    {
      name: "News given up",
      ok: givenUp === 0,
      says: `${givenUp} events failed so often that they are not tried any more${givenUp > 0 ? ` (${lastError ?? "no error is known"})` : ""}`,
      fix: "Mend the cause, then run: bin/openbeat doctor --retry",
    },
  ];
}

async function channelsOf({ assembly }: Running): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const agency of await allAgencies(assembly.ctx)) {
    for (const channel of await openChannels(asSystem(assembly.ctx, "doctor", agency.agencyId))) {
      const health = channel.health as { state?: string; says?: string; fix?: string } | null;
      const ok = health === null || health.state === "healthy";
      findings.push({
        name: `Channel ${channel.name}`,
        ok,
        says: health?.says ?? "not checked yet",
        fix: health?.fix ?? "Open Channels in the console and check it there.",
      });
    }
  }
  return findings;
}

/** Who stands by the log beside its own key: witnesses, time-stamp authorities, and alarms that nobody answered. */
async function proofOf({ assembly }: Running): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { agencyId, name } of await allAgencies(assembly.ctx)) {
    const ctx = asSystem(assembly.ctx, "doctor", agencyId);
    const alarms = await openProofAlarms(ctx);
    const { witnesses, authorities } = await read(ctx, (tx) =>
      standingOf(tx, assembly.attestation),
    );
    findings.push({
      name: `Archive of ${name}`,
      ok: alarms.length === 0,
      says: alarms.length === 0 ? "no open alarm" : `${alarms.length} alarms nobody has answered`,
      fix: "Open Archive, Proof in the console; run: bin/openbeat archive verify",
    });
    for (const { name: who, size, failingSince, says } of witnesses)
      findings.push({
        name: `Witness ${who}`,
        ok: failingSince === null,
        says: failingSince === null ? `cosigned size ${size}` : `since ${failingSince}: ${says}`,
        fix: "Ask who runs it; the log goes on without it, and is shown to it again by itself.",
      });
    for (const { name: who, size, failingSince, says, endsAt, endsSoon } of authorities)
      findings.push({
        name: `Time stamps ${who}`,
        ok: failingSince === null && !endsSoon,
        says:
          failingSince === null
            ? `stamped size ${size}${endsAt ? `, its certificate ends ${endsAt.slice(0, 10)}` : ""}`
            : `since ${failingSince}: ${says}`,
        fix: "Check OPENBEAT_TIMESTAMPS; where its certificate ends, name an authority with a newer one.",
      });
  }
  return findings;
}
