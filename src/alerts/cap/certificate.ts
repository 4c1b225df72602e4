import type { Temporal } from "#platform/clock.ts";

/** A key that signs messages, and the certificate that says whose it is. Both PEM. */
export interface SigningKey {
  key: string;
  certificate: string;
}

const algorithm = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
};
const years = 10;

/**
 * A new RSA key with a certificate that it signs itself (RFC 5280): it names the agency, and who trusts it is for the reader to
 * say. IPAWS knows its own certificates alone; there the agency's IPAWS tool signs again.
 */
export async function makeSigningKey(
  agencyName: string,
  { now, serial }: { now: Temporal.Instant; serial: Uint8Array },
): Promise<SigningKey> {
  const [pkijs, asn1js] = await Promise.all([import("pkijs"), import("asn1js")]);
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: positive(serial) });
  for (const name of [certificate.issuer, certificate.subject])
    name.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({
        type: "2.5.4.3",
        value: new asn1js.Utf8String({ value: agencyName.slice(0, 64) }),
      }),
    );
  const end = now.toZonedDateTimeISO("UTC").add({ years }).toInstant();
  certificate.notBefore.value = new globalThis.Date(now.epochMilliseconds);
  certificate.notAfter.value = new globalThis.Date(end.epochMilliseconds);
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey);
  await certificate.sign(pair.privateKey, "SHA-256");
  const der = certificate.toSchema(true).toBER(false);
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
  return { key: pem("PRIVATE KEY", pkcs8), certificate: pem("CERTIFICATE", der) };
}

/** Sixteen bytes whose first bit is clear: a serial number is positive (RFC 5280 §4.1.2.2). */
function positive(serial: Uint8Array): ArrayBuffer {
  const bytes = Uint8Array.from(serial.slice(0, 16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.buffer;
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
