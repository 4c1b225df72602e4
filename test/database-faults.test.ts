import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import pg from "pg";
import { startEmbedded } from "../src/platform/db/embedded.ts";
import { silentLog } from "../src/platform/log/log.ts";
import { atEnd } from "./openbeat.ts";
import { Program, until } from "./program.ts";

/** Databases that go away, fill up, or belong to somebody else, under the real program. */
function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), `openbeat-${name}-`));
  chmodSync(made, 0o755);
  atEnd(async () => rmSync(made, { recursive: true, force: true }));
  return made;
}

const author = "boyd@tinycounty.example";

async function tinyCounty(program: Program): Promise<string> {
  atEnd(() => program.stop());
  const seeded = await program.run("seed", "tiny-county");
  assert.equal(seeded.code, 0, seeded.out);
  return tokenOf(program, author);
}

async function tokenOf(program: Program, email: string): Promise<string> {
  const scopes = "--scopes=post.*,channel.read";
  const made = await program.run("token", "create", `--as=${email}`, scopes, "--json");
  assert.equal(made.code, 0, made.out);
  return String(JSON.parse(made.out).token);
}

function draft(program: Program, token: string, text: string) {
  const title = text.slice(0, 12);
  return program.call(token, "POST", "/api/posts", { text, title, channels: [] });
}

async function drafts(program: Program, token: string): Promise<string> {
  return JSON.stringify((await program.call(token, "GET", "/api/posts")).body);
}

test("a database that is killed comes back: acts are refused with a sentence, and nothing kept is lost", async () => {
  const data = folder("away");
  const program = await Program.over(data);
  const token = await tinyCounty(program);
  await program.serve();
  const before = await draft(program, token, "Kept before");
  assert.equal(before.status, 201, JSON.stringify(before.body));

  const kept = ["Kept before"];
  const refused: { status: number; body: Record<string, unknown> }[] = [];
  const pid = Number(readFileSync(join(data, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGKILL");
  const back = await until(async () => {
    const text = `During ${kept.length + refused.length}`;
    const answer = await draft(program, token, text);
    if (answer.status === 201) kept.push(text);
    else refused.push(answer);
    return refused.length > 0 && answer.status === 201;
  }, 20_000);

  assert.ok(back, "the database is started again");
  assert.ok(refused.length > 0, "some acts fell into the gap");
  for (const { status, body } of refused) {
    assert.equal(status, 503, JSON.stringify(body));
    assert.match(String(body["detail"]), /database/i);
  }
  assert.equal((await fetch(`${program.origin}/healthz`)).status, 200);
  assert.ok(await until(async () => (await fetch(`${program.origin}/readyz`)).ok, 10_000));
  const list = await drafts(program, token);
  for (const text of kept) assert.ok(list.includes(text.slice(0, 12)), text);
  await program.stop();
  const verified = await program.run("archive", "verify");
  assert.equal(verified.code, 0, verified.out);
});

test("an agency's own PostgreSQL by DATABASE_URL: posts, verifies, and survives the server's restart", async () => {
  const place = folder("own-server");
  let server = await startEmbedded(place, silentLog);
  const admin = new pg.Client(server.owner);
  await admin.connect();
  await admin.query("create database agency");
  await admin.end();
  atEnd(() => server.stop());
  const data = folder("own-data");
  const program = await Program.over(data, {
    DATABASE_URL: `postgres://openbeat@/agency?host=${encodeURIComponent(String(server.owner.host))}`,
  });
  const token = await tinyCounty(program);
  const posted = await program.run(
    "post",
    "--text=On our own server",
    "--to=website",
    `--as=${author}`,
    "--approve-as=ames@tinycounty.example",
    "--json",
  );
  assert.equal(posted.code, 0, posted.out);
  await program.serve();
  await server.stop();
  const away = await draft(program, token, "Into the gap");
  assert.equal(away.status, 503, JSON.stringify(away.body));
  server = await startEmbedded(place, silentLog);
  let last: unknown;
  const back = await until(async () => {
    const answer = await draft(program, token, "After");
    last = answer.body;
    return answer.status === 201;
  }, 15_000);
  assert.ok(back, JSON.stringify(last));
  await program.stop();
  const verified = await program.run("archive", "verify");
  assert.equal(verified.code, 0, verified.out);
});

test("a second machine does the work of the one that serves, and a wrong root key is refused with a sentence", async () => {
  const server = await startEmbedded(folder("shared-server"), silentLog);
  atEnd(() => server.stop());
  const settings = {
    DATABASE_URL: `postgres://openbeat@/postgres?host=${encodeURIComponent(String(server.owner.host))}`,
    OPENBEAT_BLOBS: folder("shared-blobs"),
    OPENBEAT_WORKERS: "off",
  };
  const first = folder("first-machine");
  const serving = await Program.over(first, settings);
  const token = await tinyCounty(serving);
  const stranger = await Program.over(folder("stranger"), settings);
  const refused = await stranger.run("doctor");
  assert.match(refused.out, /root key/);

  const second = folder("second-machine");
  cpSync(join(first, "keys"), join(second, "keys"), { recursive: true });
  const working = await Program.over(second, settings);
  atEnd(() => working.stop());
  const text = "Sent by the second machine";
  await approvedPost(serving, text);
  await serving.serve();
  await working.work();
  const isPublic = async () =>
    (await (await fetch(`${serving.origin}/feeds/news.atom`)).text()).includes(text);
  const isShown = await until(isPublic, 15_000);
  const list = await serving.call(token, "GET", "/api/posts");
  assert.ok(isShown, `worked by the second, shown by the first: ${JSON.stringify(list.body)}`);
  await Promise.all([serving.stop(), working.stop()]);
  const verified = await serving.run("archive", "verify");
  assert.equal(verified.code, 0, verified.out);
});

/** Approved before anybody serves: approving is done in person, never by a token. */
async function approvedPost(program: Program, text: string): Promise<void> {
  const root = join(import.meta.dirname, "..");
  const { code, out } = await program.script(`
    import { withOpenbeat } from "${root}/src/commands/running.ts";
    import { asPerson } from "${root}/src/commands/acting.ts";
    import { openChannels } from "#channels";
    import { approvePost, draftPost, submitPost } from "#publish";
    await withOpenbeat(async ({ assembly: { ctx, networks } }) => {
      const writer = await asPerson(ctx, "${author}");
      const channels = (await openChannels(writer)).map(({ id }) => id);
      const { post, hash } = await draftPost(writer, { text: "${text}", title: "${text}", channels });
      await submitPost(writer, networks, post.id);
      await approvePost(await asPerson(ctx, "ames@tinycounty.example"), { postId: post.id, hash });
    });`);
  assert.equal(code, 0, out);
}

test("a DATABASE_URL where nobody answers gets one clear sentence", async () => {
  const program = await Program.over(folder("nowhere"), {
    DATABASE_URL: "postgres://openbeat@127.0.0.1:9/agency",
  });
  const { code, out } = await program.run("doctor");
  assert.equal(code, 1);
  assert.match(out, /DATABASE_URL|database/);
  assert.doesNotMatch(out, /\n\s+at /, "no stack is shown");
});

const small = folder("small-disk");
const mounted =
  process.platform === "linux" &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=200m,mode=755", "none", small]).status === 0;
if (mounted) atEnd(async () => void spawnSync("umount", ["-l", small]));

test(
  "a full disk: what cannot be kept is refused with a sentence, what was kept stays, and space heals it",
  { skip: mounted ? false : "mounting a small disk needs root" },
  async () => {
    const program = await Program.over(join(small, "data"));
    const token = await tinyCounty(program);
    await program.serve();
    const filler = join(small, "filler");
    assert.notEqual(spawnSync("sh", ["-c", `cat /dev/zero > ${filler}`]).status, 0);
    const kept: string[] = [];
    const refused: { status: number; body: Record<string, unknown> }[] = [];
    const long = "A long notice. ".repeat(1_200);
    await until(async () => {
      const text = `Draft ${kept.length + refused.length}. ${long}`;
      const answer = await draft(program, token, text);
      if (answer.status === 201) kept.push(text.slice(0, 12));
      else refused.push(answer);
      return refused.length >= 3;
    }, 60_000);
    assert.ok(refused.length >= 3, `the disk filled up after ${kept.length} drafts`);
    for (const { status, body } of refused) {
      assert.ok(status === 507 || status === 503, JSON.stringify(body));
      assert.match(String(body["detail"]), /disk is full|does not answer|database/);
    }
    rmSync(filler);
    assert.ok(
      await until(async () => (await draft(program, token, "Room again")).status === 201, 20_000),
      "with space it goes on by itself",
    );
    const list = await drafts(program, token);
    assert.ok(list.includes("Room again"));
    await program.stop();
    const verified = await program.run("archive", "verify");
    assert.equal(verified.code, 0, verified.out);
  },
);
