import { z } from "zod";
import type { OctetString } from "asn1js";
import type { Certificate, Extension, SignedData, TSTInfo } from "pkijs";

/* Time stamps of RFC 3161: an authority's signed word that a hash existed at a time. */

const sha256Id = "2.16.840.1.101.3.4.2.1";
const tstInfoId = "1.2.840.113549.1.9.16.1.4";
const extendedKeyUsageId = "2.5.29.37";
const timeStampingId = "1.3.6.1.5.5.7.3.8";
/** What binds the signature to one certificate: RFC 2634 (SHA-1) and RFC 5035 (SHA-256). */
const signingCertificateIds = {
  "1.2.840.113549.1.9.16.2.12": "SHA-1",
  "1.2.840.113549.1.9.16.2.47": "SHA-256",
} as const;

/** A response that is no good stamp of these bytes; the message says why. */
export class TimestampFault extends Error {}

/** What a good time stamp says. Instants are RFC 3339 in UTC. */
export interface Timestamp {
  stampedAt: string;
  /** When the certificate ends that signed it. */
  endsAt: string;
  /** The certificate's common name, or its whole subject. */
  authority: string;
  /** Whether its chain leads to one of the given roots; false when none were given. */
  isTrusted: boolean;
}

/** A TimeStampReq (DER) over the SHA-256 of `data`, which is `digest`; the nonce ties the answer to this asking. */
export async function timestampQuery(digest: Uint8Array, nonce: Uint8Array): Promise<Uint8Array> {
  const { pkijs, asn1js } = await libraries();
  const query = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: sha256Id,
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage: new asn1js.OctetString({ valueHex: arrayBuffer(digest) }),
    }),
    nonce: new asn1js.Integer({ valueHex: arrayBuffer(positive(nonce)) }),
    certReq: true,
  });
  return new Uint8Array(query.toSchema().toBER(false));
}

/** The certificates of a PEM file, in its order. Throws a TimestampFault when it holds none. */
export async function parseRoots(pem: string): Promise<Certificate[]> {
  const { pkijs } = await libraries();
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  const roots = [...blocks].map(([, text]) =>
    orFault("a certificate cannot be read", () =>
      pkijs.Certificate.fromBER(arrayBuffer(Buffer.from(text ?? "", "base64"))),
    ),
  );
  if (roots.length === 0) throw new TimestampFault("there is no certificate in it");
  return roots;
}

/**
 * Checks a TimeStampResp against the bytes it is to stamp: status, imprint, nonce (where one was sent), the signature,
 * that its certificate is named by the signature and made for time stamping alone, that it stood at the time, and
 * its chain to the roots, where any are given. Throws a TimestampFault.
 */
export async function readTimestamp(
  response: Uint8Array,
  data: Uint8Array,
  { nonce, roots = [] }: { nonce?: Uint8Array; roots?: readonly Certificate[] } = {},
): Promise<Timestamp> {
  const { pkijs } = await libraries();
  const signed = await signedDataOf(response);
  const facts = orFault("what it signs is no time stamp", () =>
    pkijs.TSTInfo.fromBER(signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0)),
  );
  mustSayThis(facts, nonce);
  const [trustedCerts, isTrusted] = [[...roots], roots.length > 0];
  const verified = await signed
    .verify({
      signer: 0,
      data: arrayBuffer(data),
      trustedCerts,
      checkChain: isTrusted,
      extendedMode: true,
    })
    .catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : messageOf(cause);
      throw new TimestampFault(`it does not hold: ${why}`, { cause });
    });
  const certificate = verified.signerCertificate;
  if (verified.signatureVerified !== true || !certificate)
    throw new TimestampFault("its signature is not good");
  mustBeForStamping(certificate, facts.genTime);
  await mustBeNamed(signed, certificate);
  return {
    stampedAt: facts.genTime.toISOString(),
    endsAt: certificate.notAfter.value.toISOString(),
    authority: nameOf(certificate),
    isTrusted,
  };
}

async function signedDataOf(response: Uint8Array): Promise<SignedData> {
  const { pkijs } = await libraries();
  const answer = orFault("it is no time-stamp response", () =>
    pkijs.TimeStampResp.fromBER(arrayBuffer(response)),
  );
  const { status, statusStrings } = answer.status;
  // 0 is granted, 1 is granted with changes (RFC 3161 §2.4.2).
  if (![0, 1].includes(Number(status))) {
    const says = (statusStrings ?? []).map((one) => one.valueBlock.value).join(" ");
    throw new TimestampFault(`the authority refused (status ${status})${says ? `: ${says}` : ""}`);
  }
  const token = answer.timeStampToken;
  if (!token) throw new TimestampFault("the answer holds no token");
  const signed = orFault(
    "its token is not signed data",
    () => new pkijs.SignedData({ schema: token.content }),
  );
  if (signed.encapContentInfo.eContentType !== tstInfoId || signed.signerInfos.length !== 1)
    throw new TimestampFault("its token is no time stamp");
  if (!signed.signerInfos[0]?.signedAttrs)
    throw new TimestampFault("its token signs no attributes");
  return signed;
}

function mustSayThis({ messageImprint, nonce: answered }: TSTInfo, nonce?: Uint8Array): void {
  if (messageImprint.hashAlgorithm.algorithmId !== sha256Id)
    throw new TimestampFault("it stamps another kind of hash than SHA-256");
  if (nonce === undefined) return;
  const expected = Buffer.from(positive(nonce));
  if (!answered || !expected.equals(Buffer.from(answered.valueBlock.valueHexView)))
    throw new TimestampFault("it answers another asking (its nonce is not ours)");
}

/** RFC 3161 §2.3: the key is for time stamping and nothing else, and says so critically. */
function mustBeForStamping(certificate: Certificate, at: Date): void {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === extendedKeyUsageId);
  const made = purposesOf(usage);
  if (!usage?.critical || made.length !== 1 || made[0] !== timeStampingId)
    throw new TimestampFault("its certificate is not made for time stamping alone");
  if (at < certificate.notBefore.value || at > certificate.notAfter.value)
    throw new TimestampFault("its certificate did not stand at the time it gives");
}

const purposes = z.object({ keyPurposes: z.array(z.string()) });

function purposesOf(usage: Extension | undefined): string[] {
  const parsed = purposes.safeParse(usage?.parsedValue);
  return parsed.success ? parsed.data.keyPurposes : [];
}

/** The signature names its certificate by hash, so that no other of the same key can stand in for it. */
async function mustBeNamed(signed: SignedData, certificate: Certificate): Promise<void> {
  const { asn1js } = await libraries();
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  const der = new Uint8Array(certificate.toSchema(false).toBER(false));
  for (const [id, algorithm] of Object.entries(signingCertificateIds)) {
    const attribute = attributes.find(({ type }) => type === id);
    if (!attribute) continue;
    const named = firstOctets(attribute.values[0], asn1js.OctetString);
    const own = Buffer.from(await crypto.subtle.digest(algorithm, der));
    if (named && own.equals(named)) return;
    throw new TimestampFault("its signature names another certificate");
  }
  throw new TimestampFault("its signature names no certificate");
}

/** The first octet string in a structure, depth first: ESSCertID begins with the certificate's hash. */
function firstOctets(value: unknown, Octets: typeof OctetString): Buffer | undefined {
  if (value instanceof Octets) return Buffer.from(value.valueBlock.valueHexView);
  const block: unknown =
    typeof value === "object" && value !== null && "valueBlock" in value
      ? value.valueBlock
      : undefined;
  const inner: unknown =
    typeof block === "object" && block !== null && "value" in block ? block.value : undefined;
  if (!Array.isArray(inner)) return undefined;
  for (const one of inner) {
    const found = firstOctets(one, Octets);
    if (found) return found;
  }
  return undefined;
}

function nameOf({ subject }: Certificate): string {
  const common = subject.typesAndValues.find(({ type }) => type === "2.5.4.3");
  return String(common?.value.valueBlock.value ?? subject.typesAndValues.map(String).join(", "));
}

/** The integer that these bytes are, as DER writes it: without a sign and without a leading zero. */
function positive(nonce: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(nonce);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function messageOf(cause: unknown): string {
  return typeof cause === "object" && cause !== null && "message" in cause
    ? String(cause.message)
    : String(cause);
}

function orFault<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TimestampFault(what, { cause });
  }
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** Half a megabyte of code that only a stamp needs. */
async function libraries() {
  const [pkijs, asn1js] = await Promise.all([import("pkijs"), import("asn1js")]);
  return { pkijs, asn1js };
}
