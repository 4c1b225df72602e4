import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "#platform/clock.ts";
import { judgeCall, judgeType } from "./classifying.ts";
import { modelBlotterPolicy as policy } from "./model-policy.ts";
import { coarsePlace, coarsePoint } from "./places.ts";
import { showingOf, type KnownCall } from "./showing.ts";

const told = (type: string) => {
  const judged = judgeType(policy, type);
  return "shown" in judged ? judged.shown.kind : judged.withheld;
};

test("a type is shown by its kind, kept back by what it protects, and kept back where nobody knows it", () => {
  const types = {
    "THEFT - CAR PROWL": "car-break-in",
    "Theft from vehicle": "car-break-in",
    "TRAFFIC - D.U.I.": "impaired-driving",
    "FIGHT - PHYSICAL (NO WEAPONS)": "fight",
    "PARKING VIOLATION (EXCEPT ABANDONED CAR)": "parking",
    "DISTURBANCE - D.V. - NO ASLT": "domestic-violence",
    "DV/DISTURBANCE": "domestic-violence",
    "ORDER - SERVICE OF COURT ORDER": "domestic-violence",
    "BURGLARY - SEX OFFENDER ADDRESS": "sexual",
    "ASLT - PERSON SHOT": "medical",
    "SHOTS HEARD - IN PROGRESS": "shots",
    "LIQUOR VIOLATIONS - MINOR": "juvenile",
    "WEAPON (NO THREATS)": "harassment",
    "UNKNOWN - OPEN LINE": "unknown-type",
    "": "unknown-type",
    "10-16 X": "unknown-type",
  };
  for (const [type, wanted] of Object.entries(types)) assert.equal(told(type), wanted, type);
});

test("one protected type protects a call for good, whatever it is called before or afterwards", () => {
  const kind = (...types: string[]) => {
    const judged = judgeCall(policy, types);
    return "shown" in judged ? judged.shown.kind : judged.withheld;
  };
  assert.equal(kind("DISTURBANCE", "NOISE - GENERAL"), "noise");
  assert.equal(kind("DISTURBANCE", "DV - ARGUMENTS"), "domestic-violence");
  assert.equal(kind("RAPE", "ASSIST PUBLIC"), "sexual");
  // A type that nobody knows hides a call only while it is the newest.
  assert.equal(kind("UNKNOWN COMPLAINT", "NOISE - GENERAL"), "noise");
  assert.equal(kind("NOISE - GENERAL", "MISC 77"), "unknown-type");
  assert.equal(kind(), "unknown-type");
});

const call: KnownCall = {
  takenAt: "2026-11-22T18:00:00Z",
  types: ["THEFT - CAR PROWL"],
  isClosed: true,
  isHome: false,
  keptBack: false,
  isWithdrawn: false,
};
const at = (time: string, change: Partial<KnownCall> = {}) =>
  showingOf(policy, { ...call, ...change }, Temporal.Instant.from(time));

test("a call is held for an hour and while officers are at it, shown, and past after a week", () => {
  assert.deepEqual(at("2026-11-22T18:59:59Z"), { state: "held", until: "2026-11-22T19:00:00Z" });
  assert.equal(at("2026-11-22T19:00:00Z").state, "shown");
  assert.deepEqual(at("2026-11-22T23:00:00Z", { isClosed: false }), { state: "held", until: null });
  assert.equal(at("2026-11-29T18:00:00Z").state, "past");
  assert.deepEqual(at("2026-11-22T20:00:00Z", { keptBack: true }), {
    state: "withheld",
    protection: "person",
  });
});

test("what is protected is withheld at every hour, and at a home only the beat is told of some kinds", () => {
  for (const hour of ["18:00", "19:30", "23:59"])
    assert.deepEqual(at(`2026-11-22T${hour}:00Z`, { types: ["DISTURBANCE", "DV - ARGUMENTS"] }), {
      state: "withheld",
      protection: "domestic-violence",
    });
  const home = at("2026-11-22T20:00:00Z", { types: ["BURGLARY - RESIDENTIAL"], isHome: true });
  assert.equal(home.state === "shown" && home.place, "beat");
  const car = at("2026-11-22T20:00:00Z", { isHome: true });
  assert.equal(car.state === "shown" && car.place, "block");
});

test("a place is told by its hundred-block or its corner, never by a door, a flat or a name", () => {
  const places: Record<string, string | undefined> = {
    "1234 E DENNY WAY": "1200 block of E Denny Way",
    "1234 E DENNY WAY #5, SEATTLE WA 98122": "1200 block of E Denny Way",
    "77 Mill St Apt 4B": "1 block of Mill St",
    "12XX BLOCK OF MILL ST": "1200 block of Mill St",
    "1200 BLK RIVER RD": "1200 block of River Rd",
    "5TH AVE / MILL ST": "5th Ave and Mill St",
    "Mill St & River Rd": "Mill St and River Rd",
    "301-305 ORCHARD WAY": "300 block of Orchard Way",
    "JOHN DOE'S HOUSE": undefined,
    "SHELTER FOR WOMEN": undefined,
    "1234": undefined,
    "": undefined,
  };
  for (const [address, wanted] of Object.entries(places))
    assert.equal(coarsePlace(address), wanted, address);
});

test("no house number comes through, whatever the address is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 99_999 }).filter((number) => number % 100 !== 0 && number !== 1),
      fc.constantFrom("MILL ST", "E RIVER RD", "FALLS PKWY", "HWY 9"),
      fc.constantFrom("", " APT 12", " #3", ", UNIT B", " BLDG 2 RM 14"),
      (number, street, flat) => {
        const place = coarsePlace(`${number} ${street}${flat}`);
        assert.ok(place !== undefined);
        const hundred = Math.max(1, Math.floor(number / 100) * 100);
        assert.equal(place.split(" ")[0], String(hundred));
        assert.doesNotMatch(place, /#|apt|unit|bldg|rm /i);
      },
    ),
  );
});

test("a point on the map is the middle of a cell that holds the call, and says no more than its cell", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 24, max: 49, noNaN: true }),
      fc.double({ min: -125, max: -67, noNaN: true }),
      (lat, lon) => {
        const point = coarsePoint(lat, lon);
        assert.ok(Math.abs(point.lat - lat) <= 0.0013 && Math.abs(point.lon - lon) <= 0.0013);
        assert.deepEqual(coarsePoint(point.lat, point.lon), point);
      },
    ),
  );
});
