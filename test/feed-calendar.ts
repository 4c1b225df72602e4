import assert from "node:assert/strict";
import ICAL from "ical.js";

/** iCalendar held to RFC 5545: the bytes of its lines first, then its objects. */

/** Throws an assertion that names what RFC 5545 forbids. Returns the events' summaries. */
export function mustBeCalendar(text: string): string[] {
  assert.ok(text.endsWith("\r\n"), "§3.1: a line ends with CRLF");
  for (const line of text.split("\r\n")) {
    assert.doesNotMatch(line, /[\r\n]/, "§3.1: no line break but CRLF");
    assert.ok(Buffer.byteLength(line) <= 75, `§3.1: at most 75 octets: ${line}`);
    assert.doesNotMatch(line, /[\u0000-\u0008\u000a-\u001f\u007f]/, "§3.1: no control characters");
  }
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.name, "vcalendar");
  for (const name of ["prodid", "version"])
    assert.equal(calendar.getAllProperties(name).length, 1, `§3.6: exactly one ${name}`);
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  const zones = new Set(
    calendar.getAllSubcomponents("vtimezone").map((one) => one.getFirstPropertyValue("tzid")),
  );
  const uids = new Set<unknown>();
  return calendar.getAllSubcomponents("vevent").map((event) => {
    const uid = event.getFirstPropertyValue("uid");
    for (const name of ["uid", "dtstamp", "dtstart"])
      assert.equal(event.getAllProperties(name).length, 1, `§3.6.1: exactly one ${name}`);
    for (const name of ["summary", "description", "location", "status", "url", "sequence"])
      assert.ok(event.getAllProperties(name).length <= 1, `§3.6.1: at most one ${name}`);
    assert.ok(!uids.has(uid), "§3.8.4.7: a UID is its own");
    uids.add(uid);
    assert.match(String(event.getFirstProperty("dtstamp")?.toICALString()), /Z$/, "§3.8.7.2: UTC");
    for (const name of ["dtstart", "dtend"]) {
      const zone = event.getFirstProperty(name)?.getFirstParameter("tzid");
      assert.ok(zone === undefined || zones.has(zone), `§3.2.19: ${zone} is defined`);
    }
    const { startDate, endDate } = new ICAL.Event(event);
    assert.ok(endDate.compare(startDate) > 0, "§3.8.2.2: it ends after it starts");
    return String(event.getFirstPropertyValue("summary") ?? "");
  });
}
