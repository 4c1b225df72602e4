import { alertShape, namespaceOf, type CapVersion, type Element } from "./shape.ts";

const signatures = "http://www.w3.org/2000/09/xmldsig#";
/** Hours and minutes from UTC are written out, also none: `Z` is no time zone of CAP 1.2 (§3.3.2). */
const timePattern = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[\\-,+]\\d\\d:\\d\\d";

/**
 * An XML Schema of a version of CAP, made from its shape. It allows a signature at the end, in 1.1 too, where alerts bear
 * one in practice.
 */
export function schemaOf(version: CapVersion): string {
  return `<schema xmlns="http://www.w3.org/2001/XMLSchema" xmlns:c="${namespaceOf(version)}" targetNamespace="${namespaceOf(version)}" elementFormDefault="qualified">
<simpleType name="time"><restriction base="dateTime">${version === "1.1" ? "" : `<pattern value="${timePattern}"/>`}</restriction></simpleType>
<element name="alert"><complexType><sequence>${alertShape(version).map(elementOf).join("")}
<any minOccurs="0" maxOccurs="unbounded" namespace="${signatures}" processContents="skip"/></sequence></complexType></element>
</schema>`;
}

function elementOf({ name, often, type }: Element): string {
  const times = {
    maybe: ' minOccurs="0"',
    any: ' minOccurs="0" maxOccurs="unbounded"',
    some: ' maxOccurs="unbounded"',
  };
  const open = `<element name="${name}"${often ? times[often] : ""}`;
  switch (type.kind) {
    case "parts":
      return `${open}><complexType><sequence>${type.parts.map(elementOf).join("")}</sequence></complexType></element>`;
    case "word":
      return `${open}><simpleType><restriction base="string">${type.words.map((word) => `<enumeration value="${word}"/>`).join("")}</restriction></simpleType></element>`;
    default:
      return `${open} type="${typeNames[type.kind]}"/>`;
  }
}

const typeNames = {
  text: "string",
  dateTime: "c:time",
  uri: "anyURI",
  language: "language",
  integer: "integer",
  decimal: "decimal",
};
