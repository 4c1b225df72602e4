import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { findingsOf, lintCap } from "./lint.ts";
import type { CapAlert, CapInfo } from "./message.ts";
import { signCap } from "./signature.ts";
import { flood } from "./testing/flood.ts";
import { weaFit } from "./wea.ts";
import { writeCap } from "./writing.ts";

/** The rules that find something, of a message for IPAWS, changed so. */
function found(change: (alert: CapAlert, info: CapInfo) => void): string[] {
  const alert = flood();
  const [info] = alert.info;
  assert.ok(info);
  // One language is enough for a rule.
  alert.info = [info];
  change(alert, info);
  return findingsOf(alert, { profile: "ipaws" }).map(({ level, rule }) => `${level} ${rule}`);
}

const withPolygon = (polygon: string) =>
  found((_alert, info) => {
    info.area = info.area.map((area) => ({ ...area, polygon: [polygon] }));
  });
const withParameter = (name: string, value: string) =>
  found((_alert, info) => {
    info.parameter = info.parameter.map((one) =>
      one.valueName === name ? { ...one, value } : one,
    );
  });

test("nothing is wrong with a message in two languages that is as it should be", async () => {
  assert.deepEqual(findingsOf(flood(), { profile: "ipaws" }), []);
  assert.deepEqual(await lintCap(Buffer.from(writeCap(flood())), { profile: "ipaws" }), {
    valid: true,
    findings: [],
  });
});

test("an area must be drawn as the standard has it, and the classic swap is named", () => {
  assert.deepEqual(withPolygon("47.61,-122.35 47.61,-122.3 47.64,-122.3"), ["error cap.polygon"]);
  assert.deepEqual(withPolygon("47.61,-122.35 47.61,-122.3 47.64,-122.3 47.64,-122.35"), [
    "error cap.polygon",
  ]);
  assert.deepEqual(withPolygon("47,-122 47,-122 47,-122 47,-122"), ["error cap.polygon"]);
  assert.deepEqual(withPolygon("47.61;-122.35 47.61;-122.3"), ["error cap.polygon"]);
  assert.deepEqual(withPolygon("0,0 1,1 0,1 1,0 0,0"), ["error cap.polygon"]);
  const alert = flood();
  for (const { area } of alert.info)
    for (const one of area) one.polygon = ["-122.35,47.61 -122.3,47.61 -122.3,47.64 -122.35,47.61"];
  assert.match(findingsOf(alert)[0]?.message ?? "", /the other way round/);
  assert.deepEqual(
    found((_alert, info) => {
      info.area = info.area.map((area) => ({ ...area, circle: ["47.6,-122.3 -1"] }));
    }),
    ["error cap.circle"],
  );
});

test("an update and a cancel must name what they are about, exactly", () => {
  const referring = (references: string | undefined) =>
    found((alert) => {
      alert.msgType = "Cancel";
      if (references !== undefined) alert.references = references;
    });
  const good = "alerts@riversidefalls.example,openbeat-2026-0,2026-11-22T09:00:00-08:00";
  assert.deepEqual(referring(good), []);
  assert.deepEqual(referring(undefined), ["error cap.references"]);
  assert.deepEqual(referring("openbeat-2026-0"), ["error cap.references"]);
  assert.deepEqual(referring(good.replace("T09", "T23")), ["error cap.references"]);
});

test("every message must end, after it begins", () => {
  const expiring = (expires: string) =>
    found((_alert, info) => {
      info.expires = expires;
    });
  assert.deepEqual(expiring("2026-11-22T09:00:00-08:00"), ["error cap.expires"]);
  // The same instant in another zone.
  assert.deepEqual(expiring("2026-11-22T18:00:00+00:00"), ["error cap.expires"]);
  assert.deepEqual(expiring("2026-11-25T10:00:00-08:00"), ["warning ipaws.expires"]);
  assert.deepEqual(
    found((_alert, info) => {
      delete info.expires;
    }),
    ["warning cap.expires", "error ipaws.expires"],
  );
});

test("event codes are those of today: MEP is one, EAN is not for a town, and an unknown one is told", () => {
  const coded = (...values: string[]) =>
    found((_alert, info) => {
      info.eventCode = values.map((value) => ({ valueName: "SAME", value }));
    });
  for (const code of ["MEP", "CAE", "BLU", "LEW", "SPW", "CEM"]) assert.deepEqual(coded(code), []);
  assert.deepEqual(coded("EAN"), ["error ipaws.event-code"]);
  assert.deepEqual(coded("XYZ"), ["error ipaws.event-code"]);
  assert.deepEqual(coded(), ["error ipaws.event-code"]);
  assert.deepEqual(coded("EVI", "CEM"), ["error ipaws.event-code"]);
  assert.deepEqual(coded("DMO"), ["error ipaws.test"]);
});

test("the text for phones is counted in the alphabet of phones, at 90 and at 360", () => {
  assert.deepEqual(weaFit("a".repeat(90), "short").fits, true);
  assert.deepEqual(weaFit("a".repeat(91), "short").fits, false);
  // A bracket is two of the alphabet.
  assert.deepEqual(weaFit(`${"a".repeat(359)}[`, "long").fits, false);
  assert.deepEqual(weaFit("ñ¿¡ é", "short"), { units: 5, max: 90, strange: [], fits: true });
  assert.deepEqual(weaFit("río “ya”", "short").strange, ["í", "“", "”"]);
  assert.deepEqual(withParameter("CMAMtext", "a".repeat(91)), ["error ipaws.wea"]);
  assert.deepEqual(withParameter("CMAMlongtext", "a".repeat(361)), ["error ipaws.wea"]);
  assert.deepEqual(withParameter("CMAMtext", "Leave now → go"), ["error ipaws.wea"]);
  assert.deepEqual(withParameter("WEAHandling", "Loud"), ["error ipaws.wea"]);
});

test("a test that does not say so, and a real message that speaks of a test, are told", () => {
  assert.deepEqual(
    found((alert) => {
      alert.status = "Exercise";
    }),
    ["warning cap.note", "warning house.test-words"],
  );
  assert.deepEqual(
    found((_alert, info) => {
      info.headline = "TEST: leave Northside Farms";
    }),
    ["warning house.test-words"],
  );
});

test("languages must say the same: another end or another area is told, with the language", () => {
  const alert = flood();
  const [, spanish] = alert.info;
  assert.ok(spanish);
  spanish.expires = "2026-11-22T15:00:00-08:00";
  spanish.area = spanish.area.map((area) => ({ ...area, polygon: [] }));
  spanish.eventCode = [{ valueName: "SAME", value: "CEM" }];
  const findings = findingsOf(alert, { profile: "ipaws" });
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["cap.language", "cap.language", "ipaws.same-event"],
  );
  assert.match(findings[0]?.message ?? "", /es-US .*15:00.*en-US .*16:00/);
});

test("what the profile demands is a warning for whoever does not send through IPAWS", () => {
  const alert = flood();
  alert.info = alert.info.map((info) => ({ ...info, eventCode: [] }));
  assert.ok(findingsOf(alert).every(({ level }) => level === "warning"));
  alert.code = [];
  assert.deepEqual(findingsOf(alert), []);
});

test("our signature holds, and a message that was changed under it does not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cap-key-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const request = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=riverside",
  ];
  execFileSync("openssl", [...request, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  const keys = { key: readFileSync(key, "utf8"), certificate: readFileSync(certificate, "utf8") };
  const signed = signCap(writeCap(flood()), keys);
  const told = async (xml: string) =>
    (await lintCap(Buffer.from(xml), { profile: "ipaws" })).findings.map(
      ({ level, rule }) => `${level} ${rule}`,
    );
  assert.deepEqual(await told(signed), ["notice cap.signature"]);
  assert.deepEqual(await told(signed.replace("NOW. Flood", "NOW. Fire")), ["error cap.signature"]);
  assert.deepEqual(await told(signed.replace('URI=""', 'URI="#x"')), ["error cap.signature"]);
});
