import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "#platform/clock.ts";
import { openPracticeDesk } from "#test/worlds/practice-desk.ts";
import { discardPost, editPost, postVersion } from "#publish";
import { reportTable } from "./import-report.ts";
import { dryRun, runImport, undoImport } from "./imports.ts";
import { readTable, written } from "./table.ts";

const { clock, author, approver } = await openPracticeDesk();
clock.set(Temporal.Instant.from("2027-05-04T19:00:00Z"));
const bytes = (text: string) => new TextEncoder().encode(text);
const states = async (text: string | Uint8Array) =>
  (await dryRun(author, typeof text === "string" ? bytes(text) : text)).lines.map(
    ({ line, state, notes }) => [line, state, notes.map(({ field, code }) => `${field} ${code}`)],
  );

test("each line is told with its number, what it would become, and what is in its way", async () => {
  const table = [
    "title,text,date,time,channels,class,objective,link",
    "Coffee,Coffee with a deputy,2027-06-01,09:00,sandbox,event,engage,https://county.example",
    "Past,It has passed,2027-05-01,09:00,sandbox,,,",
    ",,,,,,,",
    '"Two lines","One line',
    'and another",6/2/2027,2:30 pm,sandbox,,Recruit,',
    "Wrong,Wrong in many ways,soon,25:00,Fax,rumour,nothing,ftp://x",
    "No channel,Choose one later,,,,,,",
  ].join("\r\n");
  assert.deepEqual(await states(table), [
    [2, "ok", []],
    [3, "error", ["date past"]],
    [5, "ok", []],
    [
      7,
      "error",
      [
        "channels unknown-channel",
        "date bad-date",
        "class unknown-class",
        "objective unknown-objective",
        "link bad-link",
      ],
    ],
    [8, "warning", ["channels no-channel"]],
  ]);
  const { totals, fileLines } = await dryRun(author, bytes(table));
  assert.deepEqual(totals, { ok: 2, warning: 1, error: 2, imported: 0, empty: 1, head: 1 });
  assert.equal(fileLines, 8);
});

test("spreadsheets of the house are read: a mark, semicolons, Spanish heads, Windows letters", async () => {
  const spanish =
    "\u{feff}Título;Texto;Fecha;Hora;Canales;Objetivo\r\nCafé;Café con un agente;2027-06-01;9:00 a. m.;todos;Conversar\r\n";
  assert.deepEqual(await states(spanish), [[2, "ok", []]]);
  const windows = Uint8Array.from([...bytes("texto;canales\nCaf"), 0xe9, ...bytes(";todos\n")]);
  const { encoding, lines } = readTable(windows);
  assert.equal(encoding, "Windows-1252");
  assert.equal(lines[0]?.cells.text, "Café");
  assert.throws(() => readTable(Uint8Array.from([0xff, 0xfe, 0x74, 0])), /UTF-16/);
  assert.throws(() => readTable(bytes("PK\u0003\u0004\u0000\u0000")), /no table of text/);
  assert.throws(() => readTable(Uint8Array.from([...bytes("text\n"), 0x81, 0x8d])), /not known/);
  assert.throws(() => readTable(bytes("name,other\nx,y")), /one of them is “text”/);
  assert.throws(() => readTable(bytes("text,texto\nx,y")), /Two columns/);
  assert.throws(() => readTable(bytes('text\n"never closed')), /cannot be read/);
  assert.throws(() => readTable(new Uint8Array(4_194_305)), /at most 4 MB/);
});

test("good lines become drafts, once; the same file says that they are imported already", async () => {
  const table = bytes(
    "text,channels,date\nOne good line,sandbox,2027-06-03\nAnother good line,sandbox,\n,sandbox,\n",
  );
  const first = await runImport(author, table, [2]);
  assert.equal(first.made.length, 1);
  const { content, post } = await postVersion(author, first.made[0]?.postId ?? "");
  assert.equal(post.state, "draft", "nothing is handed in by itself");
  assert.equal(content.publish.when === "at" && content.publish.local, "2027-06-03T09:00");
  assert.deepEqual(
    (await dryRun(author, table)).lines.map(({ line, state }) => [line, state]),
    [
      [2, "imported"],
      [3, "ok"],
      [4, "error"],
    ],
  );
  const second = await runImport(author, table, undefined);
  assert.deepEqual(
    second.made.map(({ line }) => line),
    [3],
  );
  assert.deepEqual((await runImport(author, table, undefined)).made, []);
});

test("a line is known again in another file, in other columns, until its draft is put away", async () => {
  const words = "Known in every file,2027-06-07";
  const { made } = await runImport(author, bytes(`text,date\n${words}\n`), undefined);
  const again = bytes(`fecha;texto\n2027-06-07;Known in every file\n;New here\n`);
  assert.deepEqual(
    (await dryRun(author, again)).lines.map(({ state, postId }) => [state, postId]),
    [
      ["imported", made[0]?.postId],
      ["warning", null],
    ],
  );
  await discardPost(author, made[0]?.postId ?? "");
  const third = await runImport(author, again, undefined);
  assert.equal(third.made.length, 2, "a draft that was put away may come again");
  const twice = bytes("text\nSaid twice\nSaid twice\n");
  assert.deepEqual(await states(twice), [
    [2, "warning", ["channels no-channel"]],
    [3, "error", ["line repeated"]],
  ]);
});

test("an import is undone as a whole, but for what somebody changed", async () => {
  const table = bytes("text\nUndo one\nUndo two\nUndo three\n");
  const { fileHash } = await dryRun(author, table);
  const { made } = await runImport(author, table, undefined);
  const [first] = made;
  const { content } = await postVersion(author, first?.postId ?? "");
  await editPost(author, first?.postId ?? "", { ...content, text: "Undo one, changed" });
  assert.equal(await undoImport(approver, fileHash), 0, "it is not theirs");
  assert.equal(await undoImport(author, fileHash), 2);
  assert.equal((await postVersion(author, first?.postId ?? "")).post.discardedAt, null);
  assert.deepEqual(
    (await dryRun(author, table)).lines.map(({ state }) => state),
    ["imported", "warning", "warning"],
  );
});

test("a clock that changes and a formula that failed are said; a formula is kept as letters", async () => {
  const table = [
    "text,date,time,channels",
    "Spring forward,2028-03-12,02:30,sandbox",
    "Fall back,2027-11-07,1:30 am,sandbox",
    "#NAME?,,,sandbox",
    "=SUM(A1:A9),,,sandbox",
    "-5 degrees tonight,,,sandbox",
  ].join("\n");
  assert.deepEqual(await states(table), [
    [2, "warning", ["time clock"]],
    [3, "warning", ["time clock"]],
    [4, "error", ["text failed-formula"]],
    [5, "warning", ["text formula"]],
    [6, "ok", []],
  ]);
});

test("ten thousand lines are looked at, drafts are made in turns, and one more is refused", async () => {
  const line = (at: number) => `Number ${at} of a long table of posts,sandbox`;
  const table = (count: number) =>
    bytes(`text,channels\n${Array.from({ length: count }, (_one, at) => line(at)).join("\n")}\n`);
  const { totals } = await dryRun(author, table(10_000));
  assert.equal(totals.ok, 10_000);
  await assert.rejects(dryRun(author, table(10_001)), /at most 10,000 lines/);
  const long = table(250);
  const first = await runImport(author, long, undefined);
  assert.deepEqual([first.made.length, first.isWhole], [200, false]);
  const rest = await runImport(author, long, undefined);
  assert.deepEqual([rest.made.length, rest.isWhole], [50, true]);
});

test("the report opens in a spreadsheet, and no cell of it is a formula there", async () => {
  const report = await dryRun(author, bytes('text\n"=HYPERLINK(""http://evil.example"")"\n'));
  const text = reportTable(report);
  assert.match(text, /"?'=HYPERLINK/);
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (cells) => {
      for (const field of written([cells])
        .slice(1)
        .split(/,|\r\n/))
        assert.ok(
          !/^"?[=+@]/.test(field) || cells.some((one) => one.includes(",") || one.includes("\r\n")),
        );
    }),
  );
  assert.equal(written([["-1+1", "a,b", 'say "x"']]), '\u{feff}\'-1+1,"a,b","say ""x"""\r\n');
});

test("whatever is sent is read or refused in a sentence", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (given) => {
      try {
        readTable(given);
      } catch (error) {
        assert.equal(error instanceof Error && error.name, "Refusal");
      }
    }),
  );
});
