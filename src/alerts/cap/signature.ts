import { SignedXml } from "xml-crypto";
import type { Level, Say } from "./findings.ts";
import { signaturesIn } from "./reading.ts";

const enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const canonical = "http://www.w3.org/2001/10/xml-exc-c14n#";
const rsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

/**
 * The message with a signature over the whole of it, at its end, as CAP 1.2 §3.3.4.1 has it (XML-Signature, enveloped, RSA
 * with SHA-256). Key and certificate are PEM.
 */
export function signCap(xml: string, { key, certificate }: { key: string; certificate: string }) {
  const signing = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    canonicalizationAlgorithm: canonical,
    signatureAlgorithm: rsaSha256,
  });
  signing.addReference({
    xpath: "/*",
    uri: "",
    isEmptyUri: true,
    digestAlgorithm: sha256,
    transforms: [enveloped, canonical],
  });
  signing.computeSignature(xml, { location: { reference: "/*", action: "append" } });
  return signing.getSignedXml();
}

/**
 * What the signatures of a message say: each must fit the whole message under the certificate that it brings. Whose
 * certificate that is, and whether to trust it, is not asked.
 */
export async function checkSignatures(bytes: Uint8Array, say: Say): Promise<void> {
  const signatures = await signaturesIn(bytes);
  for (const [at, { signature, message }] of signatures.entries()) {
    const path = `/alert/Signature[${at + 1}]`;
    const tell = (level: Level, sentence: string) => say(level, "cap.signature", path, sentence);
    if (!signature.includes('URI=""')) tell("error", "It signs a part of the message only.");
    else if (!signature.includes("<X509Certificate"))
      tell("warning", "It brings no certificate, so nobody can check it without one.");
    else if (fits(signature, message))
      tell("notice", "It fits the message. Whose key it is was not asked.");
    else
      tell(
        "error",
        "The message is not what was signed: it was changed afterwards, or the certificate is another's.",
      );
  }
}

/** What the library cannot follow, an algorithm that nobody should use any more, does not fit. */
function fits(signature: string, message: string): boolean {
  const checking = new SignedXml({ getCertFromKeyInfo: SignedXml.getCertFromKeyInfo });
  try {
    checking.loadSignature(signature);
    return checking.checkSignature(message);
  } catch {
    return false;
  }
}
