/*
 * An alert as the Common Alerting Protocol has it (OASIS CAP 1.2, §3.2). Names are the standard's own; a list that the
 * standard lets be empty is an empty list here, a text that may be missing is left out.
 */

export type Status = "Actual" | "Exercise" | "System" | "Test" | "Draft";
export type MessageType = "Alert" | "Update" | "Cancel" | "Ack" | "Error";
export type Scope = "Public" | "Restricted" | "Private";
export type Urgency = "Immediate" | "Expected" | "Future" | "Past" | "Unknown";
export type Severity = "Extreme" | "Severe" | "Moderate" | "Minor" | "Unknown";
export type Certainty = "Observed" | "Likely" | "Possible" | "Unlikely" | "Unknown";

export interface CapAlert {
  /** Unique among all that the sender ever sent; no spaces, commas, `<` or `&`. */
  identifier: string;
  sender: string;
  /** Local time with its distance from UTC in hours and minutes: never `Z` (§3.3.2). */
  sent: string;
  status: string;
  msgType: string;
  source?: string;
  scope: string;
  restriction?: string;
  addresses?: string;
  code: string[];
  note?: string;
  references?: string;
  incidents?: string;
  info: CapInfo[];
}

/** What is said, in one language. */
export interface CapInfo {
  /** RFC 3066; English of the United States where it is left out. */
  language?: string;
  category: string[];
  event: string;
  responseType: string[];
  urgency: string;
  severity: string;
  certainty: string;
  audience?: string;
  eventCode: Named[];
  effective?: string;
  onset?: string;
  expires?: string;
  senderName?: string;
  headline?: string;
  description?: string;
  instruction?: string;
  web?: string;
  contact?: string;
  parameter: Named[];
  resource: CapResource[];
  area: CapArea[];
}

export interface Named {
  valueName: string;
  value: string;
}

export interface CapResource {
  resourceDesc: string;
  mimeType: string;
  /** Bytes. */
  size?: string;
  uri?: string;
  derefUri?: string;
  /** SHA-1, hex. */
  digest?: string;
}

export interface CapArea {
  areaDesc: string;
  /** "lat,lon lat,lon …" in WGS 84, the first pair again at the end. */
  polygon: string[];
  /** "lat,lon radius", the radius in kilometres. */
  circle: string[];
  geocode: Named[];
  /** Feet above mean sea level. */
  altitude?: string;
  ceiling?: string;
}
