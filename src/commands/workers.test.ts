import assert from "node:assert/strict";
import { test } from "node:test";
import { Bell } from "#platform/bell.ts";
import { systemClock } from "#platform/clock.ts";
import { atEnd, openTestBeat } from "#test/openbeat.ts";
import { until } from "#test/program.ts";
import { startWorkers } from "./running.ts";

for (const [what, works, isServer] of [
  ["a server that leaves the work to another process", false, true],
  ["a server that does all", true, true],
  ["a process that works beside the server", true, false],
] as const) {
  test(`${what} hears what the others ring`, async () => {
    const { assembly, installation } = await openTestBeat({ clock: systemClock });
    const config = { ...installation.config, workers: works };
    const workers = startWorkers(assembly, { ...installation, config }, isServer);
    atEnd(() => workers.stop());
    const words: string[] = [];
    using ear = assembly.ctx.happenings.bell.listen((word) => words.push(word) > 0);
    assert.ok(ear.isFor("own"));
    const elsewhere = new Bell();
    const isHeard = await until(() => {
      elsewhere.ring(assembly.ctx, ["from elsewhere"]);
      return words.includes("from elsewhere");
    }, 20_000);
    assert.ok(isHeard);
    await workers.stop();
  });
}
