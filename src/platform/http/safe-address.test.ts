import assert from "node:assert/strict";
import { test } from "node:test";
import {
  assert as check,
  constant,
  constantFrom,
  integer,
  oneof,
  property,
  tuple,
} from "fast-check";
import { addressKind } from "./safe-address.ts";
import { RequestFailed } from "./safe-failure.ts";
import { checkedUrl } from "./safe-url.ts";

const none: ReadonlySet<string> = new Set();
const octet = integer({ min: 0, max: 255 });

/** IPv4 addresses inside networks that no link may reach into. */
const innerV4 = oneof(
  tuple(constant(127), octet, octet, octet),
  tuple(constant(10), octet, octet, octet),
  tuple(constant(172), integer({ min: 16, max: 31 }), octet, octet),
  tuple(constant(192), constant(168), octet, octet),
  tuple(constant(169), constant(254), octet, octet),
  tuple(constant(100), integer({ min: 64, max: 127 }), octet, octet),
  tuple(constant(0), octet, octet, octet),
  tuple(integer({ min: 224, max: 255 }), octet, octet, octet),
);

function number([a, b, c, d]: number[]): number {
  return (((a ?? 0) * 256 + (b ?? 0)) * 256 + (c ?? 0)) * 256 + (d ?? 0);
}

/** Every way in which a browser lets one IPv4 address be written. */
const writings: ReadonlyArray<(parts: number[]) => string> = [
  (parts) => parts.join("."),
  (parts) => String(number(parts)),
  (parts) => `0x${number(parts).toString(16)}`,
  (parts) => `0${number(parts).toString(8)}`,
  (parts) => parts.map((part) => `0x${part.toString(16)}`).join("."),
  (parts) => parts.map((part) => `0${part.toString(8)}`).join("."),
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${b}.${c * 256 + d}`,
  ([a = 0, b = 0, c = 0, d = 0]) => `${a}.${(b * 256 + c) * 256 + d}`,
  (parts) => `${parts.join(".")}.`,
  (parts) => parts.join("%2e"),
];

function mappedV6(prefix: string, [a = 0, b = 0, c = 0, d = 0]: number[]): string {
  return `${prefix}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

const disguises: ReadonlyArray<(parts: number[]) => string> = [
  (parts) => mappedV6("::ffff:", parts),
  (parts) => mappedV6("::", parts),
  (parts) => mappedV6("::ffff:0:", parts),
  (parts) => mappedV6("64:ff9b::", parts),
  (parts) => mappedV6("64:ff9b:1::", parts),
  ([a = 0, b = 0, c = 0, d = 0]) =>
    `2002:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}::1`,
  ([a = 0, b = 0, c = 0, d = 0]) =>
    `2001:0:0:0:0:0:${((a * 256 + b) ^ 0xffff).toString(16)}:${((c * 256 + d) ^ 0xffff).toString(16)}`,
];

test("no spelling of an inner IPv4 address gets through", () => {
  check(
    property(innerV4, constantFrom(...writings), (parts, write) => {
      assert.throws(
        () => checkedUrl(`http://${write(parts)}/latest/meta-data`, none),
        (error) => error instanceof RequestFailed && !error.sent,
      );
    }),
    { numRuns: 2_000 },
  );
});

test("no IPv6 form that carries an IPv4 address gets through, public or not", () => {
  check(
    property(tuple(octet, octet, octet, octet), constantFrom(...disguises), (parts, disguise) => {
      assert.equal(
        addressKind(disguise(parts)),
        parts.join(".") === "0.0.0.1" && disguise === disguises[1] ? "private" : "never",
      );
      assert.throws(() => checkedUrl(`http://[${disguise(parts)}]/`, none), RequestFailed);
    }),
    { numRuns: 2_000 },
  );
});

test("inner IPv6 networks, zones and unrouted space are refused", () => {
  for (const address of [
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12::1",
    "fd00:ec2::254",
    "ff02::1",
    "100::1",
    "2001:db8::1",
    "5f00::1",
    "4000::1",
    "2001:2::1",
  ]) {
    assert.notEqual(addressKind(address), "public", address);
  }
});

test("metadata services are refused even to a listed host", () => {
  const listed = new Set(["169.254.169.254:80", "168.63.129.16:80", "[fd00:ec2::254]:80"]);
  for (const host of ["169.254.169.254", "168.63.129.16", "[fd00:ec2::254]"]) {
    assert.throws(() => checkedUrl(`http://${host}/`, listed), RequestFailed);
  }
});

test("public addresses and ordinary links are let through", () => {
  for (const address of ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450::200e"]) {
    assert.equal(addressKind(address), "public", address);
  }
  for (const link of [
    "https://bsky.social/xrpc/x?y=1",
    "http://8.8.8.8/",
    "https://x.test:8443/",
  ]) {
    assert.equal(checkedUrl(link, none).href, link);
  }
});

test("schemes, credentials and other services' ports are refused", () => {
  for (const link of [
    "file:///etc/passwd",
    "ftp://x.test/",
    "gopher://x.test:70/",
    "https://u@x.test/",
    "https://u:p@x.test/",
    "http://x.test:22/",
    "http://x.test:25/",
    "http://x.test:445/",
    "nonsense",
    "http://",
    `http://x.test/${"a".repeat(9_000)}`,
  ]) {
    assert.throws(() => checkedUrl(link, none), RequestFailed, link);
  }
});

test("a public address that is written as one number is refused for hiding it", () => {
  for (const link of [
    "http://0x08080808/",
    "http://134744072/",
    "http://010.8.8.8/",
    "http://8.8.2056/",
  ]) {
    assert.throws(() => checkedUrl(link, none), /hides a number/, link);
  }
});

test("a listed host may lie in private space, at its own port only", () => {
  const listed = new Set(["10.0.0.5:8080"]);
  assert.equal(checkedUrl("http://10.0.0.5:8080/x", listed).port, "8080");
  assert.throws(() => checkedUrl("http://10.0.0.5:8081/x", listed), RequestFailed);
});
