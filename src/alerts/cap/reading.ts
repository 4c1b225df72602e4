import type { XmlDocument, XmlElement } from "libxml2-wasm";
import { limit } from "#platform/limits.ts";
import type { CapAlert, CapArea, CapInfo, CapResource, Named } from "./message.ts";
import { schemaOf } from "./schema.ts";
import { versionOf, type CapVersion } from "./shape.ts";

const sizeMax = limit("cap.size", 2 * 1024 * 1024, "bytes", "of one CAP message that is read");

/** Why a message could not be read at all, or where it breaks the schema. `line` is 0 where none is known. */
export interface SchemaFault {
  rule: "cap.xml" | "cap.doctype" | "cap.size" | "cap.namespace" | "cap.schema";
  line: number;
  message: string;
}

export interface ReadMessage {
  version: CapVersion;
  alert: CapAlert;
  /** The bytes hold an XML signature. */
  isSigned: boolean;
}

/**
 * Reads a CAP message. It is held against the schema of its version first; what breaks it is told and nothing is
 * guessed. A message with a document type is refused unread: CAP has none, and it is the way in for outside entities and
 * for those that grow without end (XXE, OWASP). Nothing outside the bytes is ever fetched.
 */
export async function readCap(bytes: Uint8Array): Promise<ReadMessage | { faults: SchemaFault[] }> {
  const fault = (rule: SchemaFault["rule"], message: string, line = 0) => ({
    faults: [{ rule, line, message }],
  });
  if (bytes.length > sizeMax)
    return fault("cap.size", `The message has more than ${sizeMax / 1024 / 1024} MB.`);
  if (hasDoctype(bytes))
    return fault("cap.doctype", "The message has a document type. CAP has none; it is not read.");
  const { ParseOption, XmlDocument, XmlLibError, XmlValidateError, XsdValidator } =
    await import("libxml2-wasm");
  const option =
    ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NOCDATA;
  let parsed: XmlDocument;
  try {
    parsed = XmlDocument.fromBuffer(bytes, { option });
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const [first] = error.details;
    return fault("cap.xml", `This is not XML: ${sentence(first?.message)}`, first?.line);
  }
  using document = parsed;
  if (document.dtd) return fault("cap.doctype", "The message has a document type. CAP has none.");
  const root = document.root;
  const version = versionOf(root.namespaceUri);
  if (!version || root.name !== "alert")
    return fault(
      "cap.namespace",
      `The message is no alert of CAP 1.1 or 1.2: it begins with “${root.name}” of “${root.namespaceUri}”.`,
      root.line,
    );
  using schema = XmlDocument.fromString(schemaOf(version));
  using validator = XsdValidator.fromDoc(schema);
  try {
    validator.validate(document);
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return {
      faults: error.details.map(({ message, line }) => ({
        rule: "cap.schema" as const,
        line,
        message: sentence(message),
      })),
    };
  }
  return { version, alert: alertOf(root), isSigned: isSigned(root) };
}

/**
 * The signatures of a message that `readCap` has read, each with the message as it signs it: whoever signs beside another
 * signs the message without the other's signature.
 */
export async function signaturesIn(
  bytes: Uint8Array,
): Promise<{ signature: string; message: string }[]> {
  const { ParseOption, XmlDocument } = await import("libxml2-wasm");
  const option = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE;
  using whole = XmlDocument.fromBuffer(bytes, { option });
  return children(whole.root)
    .filter(isSignature)
    .map((_one, at) => {
      using document = XmlDocument.fromBuffer(bytes, { option });
      const all = children(document.root).filter(isSignature);
      const signature = all[at]?.toString({ format: false }) ?? "";
      for (const other of all.filter((_other, n) => n !== at)) other.remove();
      return { signature, message: document.toString({ format: false }) };
    });
}

/** In any encoding that keeps ASCII apart: zero bytes are left out, as UTF-16 and UTF-32 have them. */
function hasDoctype(bytes: Uint8Array): boolean {
  return /<!DOCTYPE/i.test(Buffer.from(bytes.filter((byte) => byte !== 0)).toString("latin1"));
}

/** As the parser says it, without the names of its namespaces. */
function sentence(message = "unknown fault"): string {
  return message.trim().replaceAll(/\{urn:oasis:names:tc:emergency:cap:1\.\d\}/g, "");
}

function isSigned(root: XmlElement): boolean {
  return children(root).some(isSignature);
}

function isSignature({ name, namespaceUri }: XmlElement): boolean {
  return name === "Signature" && namespaceUri === "http://www.w3.org/2000/09/xmldsig#";
}

function children(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node; node = node.next) if (isElement(node)) found.push(node);
  return found;
}

function isElement(node: object): node is XmlElement {
  return "firstChild" in node && "attrs" in node;
}

/** The children of an element by their names. */
class Parts {
  readonly #all: Map<string, XmlElement[]>;

  constructor(element: XmlElement) {
    this.#all = Map.groupBy(children(element), ({ name }) => name);
  }

  of(name: string): XmlElement[] {
    return this.#all.get(name) ?? [];
  }

  all(name: string): string[] {
    return this.of(name).map(({ content }) => content.trim());
  }

  one(name: string): string {
    return this.all(name)[0] ?? "";
  }

  /** Those that are there, also empty: whether they may be is for the rules to say. */
  some<Name extends string>(...names: Name[]): Partial<Record<Name, string>> {
    const found: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const [value] = this.all(name);
      if (value !== undefined) found[name] = value;
    }
    return found;
  }
}

function alertOf(root: XmlElement): CapAlert {
  const parts = new Parts(root);
  return {
    identifier: parts.one("identifier"),
    sender: parts.one("sender"),
    sent: parts.one("sent"),
    status: parts.one("status"),
    msgType: parts.one("msgType"),
    scope: parts.one("scope"),
    ...parts.some("source", "restriction", "addresses", "note", "references", "incidents"),
    code: parts.all("code"),
    info: parts.of("info").map(infoOf),
  };
}

function infoOf(element: XmlElement): CapInfo {
  const parts = new Parts(element);
  return {
    category: parts.all("category"),
    event: parts.one("event"),
    responseType: parts.all("responseType"),
    urgency: parts.one("urgency"),
    severity: parts.one("severity"),
    certainty: parts.one("certainty"),
    ...parts.some("language", "audience", "effective", "onset", "expires", "senderName"),
    ...parts.some("headline", "description", "instruction", "web", "contact"),
    eventCode: parts.of("eventCode").map(namedOf),
    parameter: parts.of("parameter").map(namedOf),
    resource: parts.of("resource").map(resourceOf),
    area: parts.of("area").map(areaOf),
  };
}

function namedOf(element: XmlElement): Named {
  const parts = new Parts(element);
  return { valueName: parts.one("valueName"), value: parts.one("value") };
}

function resourceOf(element: XmlElement): CapResource {
  const parts = new Parts(element);
  return {
    resourceDesc: parts.one("resourceDesc"),
    mimeType: parts.one("mimeType"),
    ...parts.some("size", "uri", "derefUri", "digest"),
  };
}

function areaOf(element: XmlElement): CapArea {
  const parts = new Parts(element);
  return {
    areaDesc: parts.one("areaDesc"),
    polygon: parts.all("polygon"),
    circle: parts.all("circle"),
    geocode: parts.of("geocode").map(namedOf),
    ...parts.some("altitude", "ceiling"),
  };
}
