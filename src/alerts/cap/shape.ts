/*
 * The elements of CAP in their order, as data: what is written, read and held against a schema follows from this one
 * table. From OASIS CAP 1.2 §3.2 and §3.4; what CAP 1.1 has otherwise stands at its place.
 */

export type CapVersion = "1.1" | "1.2";

export interface Element {
  name: string;
  /** How often it may stand: exactly once where nothing is said. */
  often?: "maybe" | "any" | "some";
  type: Type;
}

type Type =
  | { kind: "text" | "dateTime" | "uri" | "language" | "integer" | "decimal" }
  | { kind: "word"; words: readonly string[] }
  | { kind: "parts"; parts: readonly Element[] };

const text: Type = { kind: "text" };
const time: Type = { kind: "dateTime" };
const uri: Type = { kind: "uri" };
const word = (...words: string[]): Type => ({ kind: "word", words });
const named: Type = {
  kind: "parts",
  parts: [
    { name: "valueName", type: text },
    { name: "value", type: text },
  ],
};

const area: readonly Element[] = [
  { name: "areaDesc", type: text },
  { name: "polygon", often: "any", type: text },
  { name: "circle", often: "any", type: text },
  { name: "geocode", often: "any", type: named },
  { name: "altitude", often: "maybe", type: { kind: "decimal" } },
  { name: "ceiling", often: "maybe", type: { kind: "decimal" } },
];

const resource = (version: CapVersion): readonly Element[] => [
  { name: "resourceDesc", type: text },
  // Required since CAP 1.2.
  version === "1.1"
    ? { name: "mimeType", often: "maybe", type: text }
    : { name: "mimeType", type: text },
  { name: "size", often: "maybe", type: { kind: "integer" } },
  { name: "uri", often: "maybe", type: uri },
  { name: "derefUri", often: "maybe", type: text },
  { name: "digest", often: "maybe", type: text },
];

const responses = ["Shelter", "Evacuate", "Prepare", "Execute", "Monitor", "Assess", "None"];

const info = (version: CapVersion): readonly Element[] => [
  { name: "language", often: "maybe", type: { kind: "language" } },
  {
    name: "category",
    often: "some",
    type: word(
      ..."Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other".split(" "),
    ),
  },
  { name: "event", type: text },
  {
    name: "responseType",
    often: "any",
    // Two were added in CAP 1.2.
    type: word(...responses, ...(version === "1.1" ? [] : ["Avoid", "AllClear"])),
  },
  { name: "urgency", type: word("Immediate", "Expected", "Future", "Past", "Unknown") },
  { name: "severity", type: word("Extreme", "Severe", "Moderate", "Minor", "Unknown") },
  { name: "certainty", type: word("Observed", "Likely", "Possible", "Unlikely", "Unknown") },
  { name: "audience", often: "maybe", type: text },
  { name: "eventCode", often: "any", type: named },
  { name: "effective", often: "maybe", type: time },
  { name: "onset", often: "maybe", type: time },
  { name: "expires", often: "maybe", type: time },
  { name: "senderName", often: "maybe", type: text },
  { name: "headline", often: "maybe", type: text },
  { name: "description", often: "maybe", type: text },
  { name: "instruction", often: "maybe", type: text },
  { name: "web", often: "maybe", type: uri },
  { name: "contact", often: "maybe", type: text },
  { name: "parameter", often: "any", type: named },
  { name: "resource", often: "any", type: { kind: "parts", parts: resource(version) } },
  { name: "area", often: "any", type: { kind: "parts", parts: area } },
];

/** The elements of an alert of a version, in the order in which they must stand. */
export function alertShape(version: CapVersion): readonly Element[] {
  return [
    { name: "identifier", type: text },
    { name: "sender", type: text },
    { name: "sent", type: time },
    { name: "status", type: word("Actual", "Exercise", "System", "Test", "Draft") },
    { name: "msgType", type: word("Alert", "Update", "Cancel", "Ack", "Error") },
    { name: "source", often: "maybe", type: text },
    { name: "scope", type: word("Public", "Restricted", "Private") },
    { name: "restriction", often: "maybe", type: text },
    { name: "addresses", often: "maybe", type: text },
    { name: "code", often: "any", type: text },
    { name: "note", often: "maybe", type: text },
    { name: "references", often: "maybe", type: text },
    { name: "incidents", often: "maybe", type: text },
    { name: "info", often: "any", type: { kind: "parts", parts: info(version) } },
  ];
}

export function namespaceOf(version: CapVersion): string {
  return `urn:oasis:names:tc:emergency:cap:${version}`;
}

/** The version that a namespace names. */
export function versionOf(namespace: string): CapVersion | undefined {
  return (["1.1", "1.2"] as const).find((version) => namespaceOf(version) === namespace);
}
