import assert from "node:assert/strict";
import { spawn, execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
  appendFileSync,
  rmSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { before, test } from "node:test";
import pg from "pg";
import { addBeat } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { atEnd, openTestBeat, type TestBeat } from "#test/openbeat.ts";
import { seedTinyCounty } from "#test/worlds/tiny-county.ts";
import { as, StoryClock } from "#test/worlds/world.ts";
import { listCalls } from "../desk.ts";
import { folderName } from "./drop-folders.ts";
import { DropWatch } from "./drops.ts";
import { listCallSources } from "./list.ts";
import { addCallSource, callSourceDraft } from "./sources.ts";

const clock = new StoryClock();
let beat: TestBeat;
let sheriff: Ctx;
let drops: string;
let own: string;
let watch: DropWatch;

before(async () => {
  beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  sheriff = await as(beat.assembly.ctx, agencyId, "harlan@tinycounty.example");
  await addBeat(sheriff, { code: "3", name: "Eastgate" });
  const draft = callSourceDraft.parse({ kind: "drop", name: "CAD export, nightly" });
  const { id } = await addCallSource(sheriff, draft);
  drops = beat.installation.config.callDrops;
  own = join(drops, folderName({ id, name: draft.name }));
  assert.match(own, /cad-export-nightly-[0-9a-f]{8}$/);
  watch = new DropWatch(drops);
  await look();
});

const look = () => watch.look(beat.assembly.ctx);
const twice = async () => {
  await look();
  await look();
};
const incoming = (name: string) => join(own, "incoming", name);
const lying = (place: string) => readdirSync(join(own, place)).sort();
const csv = (...numbers: string[]) =>
  `id,type,time,beat,address,notes\n${numbers.map((one) => `${one},NOISE,2026-11-04 12:00,3,1234 MILL ST,caller is Pat\n`).join("")}`;
const reports = (place: string) =>
  lying(place)
    .filter((name) => name.endsWith(".report.json"))
    .map((name): Record<string, unknown> =>
      JSON.parse(readFileSync(join(own, place, name), "utf8")),
    );
const theSource = async () => {
  const [source] = await listCallSources(sheriff);
  assert.ok(source);
  return source;
};
/** How many of the large file's calls stand in the database. */
const taken = async () => {
  const client = new pg.Client(beat.installation.owner);
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    "select count(*)::int as n from calls where number like 'many-%'",
  );
  await client.end();
  return rows[0]?.n ?? 0;
};
const numbers = async () => (await listCalls(sheriff, {})).map(({ number }) => number).sort();

test("a file is taken once it stands still, and lies beside a report that accounts for each row", async () => {
  writeFileSync(incoming("calls.csv"), csv("1"));
  await look();
  assert.deepEqual(await numbers(), []);
  appendFileSync(incoming("calls.csv"), "2,NOISE,2026-11-04 12:00,3\n,NOISE,2026-11-04 12:00,3\n");
  await look();
  assert.deepEqual(await numbers(), []);
  await look();
  assert.deepEqual(await numbers(), ["1", "2"]);
  assert.deepEqual(lying("incoming"), []);
  const [report] = reports("taken");
  assert.deepEqual(
    [report?.["rows"], report?.["new"], report?.["refused"], report?.["faults"]],
    [3, 2, 1, [{ row: 3, why: "no-number" }]],
  );
});

test("the same file again is known, and a file under another name with one more call brings that one", async () => {
  const text = readFileSync(
    join(own, "taken", lying("taken").find((name) => name.endsWith(".csv")) ?? ""),
  );
  clock.advance(1_000);
  writeFileSync(incoming("calls.csv"), text);
  await twice();
  assert.equal(reports("taken").filter(({ isKnown }) => isKnown === true).length, 1);
  clock.advance(1_000);
  writeFileSync(incoming("later.csv"), csv("1", "2", "3"));
  await twice();
  assert.deepEqual(await numbers(), ["1", "2", "3"]);
  const report = reports("taken").find(({ file }) => file === "later.csv");
  assert.deepEqual([report?.["new"], report?.["same"], report?.["changed"]], [1, 1, 1]);
});

test("a name that SFTP programs give to what is not all there yet is left alone until it is renamed", async () => {
  for (const name of ["a.csv.part", "a.csv.filepart", ".a.csv.swp", "a.csv.tmp"]) {
    writeFileSync(incoming(name), csv("half"));
    await twice();
  }
  assert.ok(!(await numbers()).includes("half"));
  renameSync(incoming("a.csv.part"), incoming("a.csv"));
  await twice();
  assert.ok((await numbers()).includes("half"));
  for (const name of lying("incoming")) rmSync(incoming(name));
});

test("a link, a folder, an odd name, a file that is no calls: each is put aside with its reason, and none is followed", async () => {
  const secret = join(beat.dataFolder, "secret.csv");
  writeFileSync(secret, csv("secret"));
  symlinkSync(secret, incoming("link.csv"));
  mkdirSync(incoming("folder.csv"));
  writeFileSync(incoming("run.sh"), "echo hello");
  writeFileSync(incoming("page.json"), '[{"a":');
  writeFileSync(incoming("other.csv"), "a,b\n1,2\n");
  execFileSync("mkfifo", [incoming("pipe.csv")]);
  await twice();
  assert.deepEqual(lying("incoming"), []);
  const why = Object.fromEntries(reports("refused").map(({ file, refused }) => [file, refused]));
  assert.deepEqual(why, {
    "link.csv": "no-plain-file",
    "folder.csv": "no-plain-file",
    "pipe.csv": "no-plain-file",
    "run.sh": "odd-name",
    "page.json": "not-calls",
    "other.csv": "columns-unknown",
  });
  assert.ok(!(await numbers()).includes("secret"));
  assert.ok(existsSync(secret));
  const { failures, error } = await theSource();
  assert.ok(failures > 0 && error !== null);
  writeFileSync(incoming("fine.csv"), csv("4"));
  await twice();
  assert.equal((await theSource()).error, null);
});

test("a program that is killed while it takes a file loses nothing and takes nothing twice", async () => {
  const many = Array.from({ length: 4_000 }, (_one, at) => `many-${String(at).padStart(4, "0")}`);
  writeFileSync(incoming("many.csv"), csv(...many));
  const { dataFolder, rootKey } = beat;
  const { owner } = beat.installation;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../../../test/drop-child.ts")],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        DROP_CHILD: JSON.stringify({
          folder: owner.host,
          database: owner.database,
          data: dataFolder,
          drops,
          rootKey: rootKey.toString("hex"),
        }),
      },
    },
  );
  const { calls: had } = await theSource();
  // It is killed as soon as a part of the file is in the database.
  while (child.exitCode === null && (await taken()) === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(child.exitCode, null);
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.ok(existsSync(incoming("many.csv")), "the file is still there");
  assert.equal((await theSource()).calls, had, "and not counted as taken");
  await twice();
  const report = reports("taken").find(({ file }) => file === "many.csv");
  assert.equal(report?.["rows"], 4_000);
  assert.ok(Number(report["same"]) >= 500, "what was taken before is known");
  assert.equal(Number(report["same"]) + Number(report["new"]), 4_000);
});

test("a file that was taken goes after its week: it holds doors and words that stand nowhere else", async () => {
  assert.ok(lying("taken").length > 0);
  clock.set(clock.now().add({ hours: 24 * 8 }));
  await look();
  assert.deepEqual([lying("taken"), lying("refused")], [[], []]);
});

const sshd = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].find((path) => existsSync(path));

test(
  "what the host's own SSH server writes arrives",
  { skip: sshd === undefined ? "no sshd is installed here" : false },
  async () => {
    const folder = join(beat.dataFolder, "ssh");
    mkdirSync(folder);
    for (const name of ["host", "user"])
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, name)]);
    writeFileSync(join(folder, "keys"), readFileSync(join(folder, "user.pub")), { mode: 0o600 });
    const port = await freePort();
    const settings = join(folder, "sshd_config");
    writeFileSync(
      settings,
      `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${join(folder, "host")}\nAuthorizedKeysFile ${join(folder, "keys")}\nStrictModes no\nUsePAM no\nPidFile none\nPasswordAuthentication no\nSubsystem sftp internal-sftp -d ${join(own, "incoming")}\n`,
    );
    const server = spawn(sshd ?? "", ["-D", "-e", "-f", settings], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    atEnd(async () => server.kill());
    await once(server.stderr, "data");
    const file = join(folder, "sent.csv");
    writeFileSync(file, csv("by-sftp"));
    const sftp = spawn(
      "sftp",
      [
        "-q",
        "-P",
        String(port),
        "-i",
        join(folder, "user"),
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        `UserKnownHostsFile=${join(folder, "known")}`,
        "-b",
        "-",
        "127.0.0.1",
      ],
      { stdio: ["pipe", "ignore", "inherit"] },
    );
    sftp.stdin.end(`put ${file} sent.csv.part\nrename sent.csv.part sent.csv\n`);
    const [code] = await once(sftp, "exit");
    assert.equal(code, 0);
    await twice();
    assert.ok((await numbers()).includes("by-sftp"));
  },
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
