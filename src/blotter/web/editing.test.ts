import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeType } from "../rules/classifying.ts";
import { modelBlotterPolicy as model } from "../rules/model-policy.ts";
import { shownKinds, withKind, withType } from "./editing.ts";

const said = (content: typeof model, type: string) => {
  const judged = judgeType(content, type);
  return "shown" in judged ? judged.shown.kind : judged.withheld;
};

test("a type becomes what was said of it last, before all other rules, and no other type with it", () => {
  let content = withType(model, "SIGNAL 77", { show: "noise" });
  assert.equal(said(content, "SIGNAL 77"), "noise");
  assert.equal(said(content, "SIGNAL 78"), "unknown-type");
  content = withType(content, "SIGNAL 78", { show: "noise" });
  assert.equal(content.rules.length, model.rules.length + 1, "one rule holds both");
  content = withType(content, "SIGNAL 77", { withhold: "juvenile" });
  assert.equal(said(content, "SIGNAL 77"), "juvenile");
  assert.equal(said(content, "SIGNAL 78"), "noise");
  content = withType(content, "SCHOOL - NOISE", { show: "noise" });
  assert.equal(said(content, "SCHOOL - NOISE"), "noise");
  assert.equal(said(content, "SCHOOL"), "juvenile");
});

test("a rule holds sixty words: the next one begins another", () => {
  let content = model;
  for (let at = 0; at < 61; at += 1) content = withType(content, `T ${at}`, { show: "noise" });
  assert.equal(content.rules.length, model.rules.length + 2);
  assert.equal(said(content, "T 60"), "noise");
});

test("a kind is changed wherever it stands", () => {
  const content = withKind(withType(model, "SIGNAL 77", { show: "noise" }), "noise", {
    place: "beat",
  });
  assert.ok(
    content.rules.every(
      (rule) => rule.does === "withhold" || rule.kind !== "noise" || rule.place === "beat",
    ),
  );
  assert.equal(shownKinds(content).filter(({ kind }) => kind === "noise").length, 1);
});
