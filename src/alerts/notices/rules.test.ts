import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "#platform/clock.ts";
import { bookingVerdict } from "./booking-law.ts";
import { noticeContent, noticeHash, type NoticeDraft } from "./content.ts";
import { noticeFindings } from "./rules.ts";
import { missingElder } from "./testing/notices.ts";

const now = Temporal.Instant.from("2026-11-22T16:00:00Z");
const place = { state: "WA", timeZone: "America/Los_Angeles", now };
const elder = (more: Partial<NoticeDraft> = {}) =>
  noticeContent.parse(missingElder("a".repeat(64), now, place.timeZone, more));
const codes = (more: Partial<NoticeDraft>, state = "WA") =>
  noticeFindings(elder(more), { ...place, state }).map(({ code, field }) => `${code} ${field}`);

test("a complete notice has nothing against it", () => {
  assert.deepEqual(codes({}), []);
});

test("without case number, phone, date of the photo, consent or expiry nothing is published", () => {
  const photo = { ...elder().photo, sha256: "a".repeat(64), takenOn: "", consentNote: "" };
  assert.deepEqual(codes({ caseNumber: " ", phone: "911", expires: "", photo }), [
    "no-case caseNumber",
    "no-phone phone",
    "no-expiry expires",
    "no-consent photo.consentNote",
    "no-photo-date photo.takenOn",
  ]);
  assert.deepEqual(codes({ retention: "" }), ["no-retention retention"]);
  assert.deepEqual(codes({ expires: "2026-11-22T07:59" }), ["expiry-past expires"]);
  assert.deepEqual(codes({ expires: "2028-01-01T00:00" }), ["expiry-far expires"]);
});

test("the entry in NCIC, the signed form and the agency's approval are facts of the record", () => {
  assert.deepEqual(codes({ authority: {} }), [
    "no-ncic authority.ncicConfirmedOn",
    "no-form authority.formSignedBy",
    "no-approval authority.agencyApproval",
  ]);
});

test("a parent's abduction needs the custody order, and a parent's photo an active felony warrant", () => {
  const parent = { sha256: "b".repeat(64), alt: "A man of forty", takenOn: "2026-01-02" };
  const taken = { circumstance: "family-abduction", companionPhoto: parent } as const;
  assert.deepEqual(codes(taken), ["no-custody custodyOrder", "parent-photo companionPhoto"]);
  assert.deepEqual(codes({ ...taken, custodyOrder: "24-3-00117", companionWarrant: "F-118" }), []);
});

test("an illness is never named, and a house number not either", () => {
  for (const details of ["He has dementia.", "Diagnosed with diabetes", "Padece demencia"])
    assert.deepEqual(codes({ details }), ["diagnosis details"], details);
  assert.deepEqual(codes({ seenPlace: "4321 Falls Pkwy" }), ["home-address seenPlace"]);
  assert.deepEqual(codes({ seenPlace: "4300 block of Falls Pkwy" }), []);
});

test("who is wanted is suspected: warrant, court and charge are named, guilt is not", () => {
  const wanted = { kind: "wanted", authority: {} } as const;
  assert.deepEqual(codes(wanted), ["no-warrant warrant.number", "no-charge warrant.charge"]);
  const warrant = { number: "26-1-0042", court: "Superior Court", charge: "theft" };
  assert.deepEqual(codes({ ...wanted, warrant, details: "He stole two cars." }), [
    "guilty-words details",
  ]);
  assert.deepEqual(codes({ ...wanted, warrant, details: "He is suspected: two cars." }), []);
});

test("California bars the booking photo of a nonviolent arrest, and takes others down in fourteen days", () => {
  const mugshot = {
    sha256: "a".repeat(64),
    alt: "Face of a man, from the front",
    takenOn: "2026-11-20",
    isBookingPhoto: true,
    consentBy: "agency-record",
    consentNote: "booking record",
  } as const;
  const warrant = {
    number: "26-1-0042",
    court: "Superior Court",
    charge: "theft",
    isViolent: false,
  };
  const wanted = { kind: "wanted", photo: mugshot, warrant } as const;
  assert.deepEqual(codes(wanted, "CA"), ["booking-nonviolent photo.isBookingPhoto"]);
  assert.deepEqual(codes({ ...wanted, warrant: { ...warrant, isViolent: null } }, "CA"), [
    "booking-unclassed photo.isBookingPhoto",
  ]);
  const short = { ground: "threat", reason: "danger" } as const;
  assert.deepEqual(codes({ ...wanted, bookingException: short }, "CA"), [
    "booking-reason photo.isBookingPhoto",
  ]);
  const grounded = {
    ground: "threat",
    reason: "A fugitive who threatened a named witness on Nov 20.",
  } as const;
  assert.deepEqual(codes({ ...wanted, bookingException: grounded }, "CA"), []);
  const violent = { ...wanted, warrant: { ...warrant, isViolent: true } };
  assert.deepEqual(codes(violent, "CA"), []);
  assert.deepEqual(codes({ ...violent, expires: "2026-12-24T18:00" }, "CA"), [
    "booking-days expires",
  ]);
  assert.deepEqual(codes({ ...violent, expires: "2026-12-24T18:00" }, "WA"), []);
  assert.deepEqual(bookingVerdict("CA", elder(violent)), { may: true, days: 14 });
});

test("any change of the record changes its hash", () => {
  assert.notEqual(noticeHash(elder()), noticeHash(elder({ clothing: "A red coat" })));
  assert.equal(noticeHash(elder()), noticeHash(elder()));
});

test("a name with signs that turn words around is no name", () => {
  assert.equal(noticeContent.safeParse({ kind: "missing", name: "\u202EieO" }).success, false);
});
