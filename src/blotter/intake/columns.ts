/** What a column of a call holds. */
export const fields = [
  "number",
  "takenAt",
  "initialType",
  "type",
  "closedAt",
  "disposition",
  "address",
  "lat",
  "lon",
  "beat",
  "isHome",
  "withdrawn",
] as const;
export type Field = (typeof fields)[number];
export type Columns = Partial<Record<Field, string>>;

/**
 * Headings as dispatch systems and open-data portals name them (Socrata's Seattle, San Francisco, Chicago and New Orleans
 * sets, and common exports), letters and digits alone; the first that is there is taken.
 */
const headings: Record<Field, readonly string[]> = {
  number: [
    "cadeventnumber",
    "cadnumber",
    "callnumber",
    "eventnumber",
    "incidentnumber",
    "nopditem",
    "incidentid",
    "callid",
    "eventid",
    "number",
    "id",
  ],
  takenAt: [
    "originaltimequeued",
    "timequeued",
    "calltime",
    "calldatetime",
    "receiveddatetime",
    "entrydatetime",
    "timecreate",
    "receivedtime",
    "calldate",
    "incidentdate",
    "datetime",
    "takenat",
    "time",
    "date",
  ],
  initialType: [
    "initialcalltype",
    "initialtype",
    "calltypeoriginal",
    "originaltype",
    "calltypedesc",
  ],
  type: [
    "finalcalltype",
    "finaltype",
    "calltypefinal",
    "calltypefinaldesc",
    "typetext",
    "finaldescription",
    "calltype",
    "incidenttype",
    "eventtype",
    "nature",
    "type",
  ],
  closedAt: [
    "closedatetime",
    "closedtime",
    "timeclosed",
    "clearedtime",
    "eventclearancedate",
    "closedat",
  ],
  disposition: [
    "eventclearancedescription",
    "dispositiontext",
    "disposition",
    "dispositiondesc",
    "outcome",
  ],
  address: [
    "hundredblocklocation",
    "blockaddress",
    "incidentlocation",
    "address",
    "location",
    "block",
    "intersection",
  ],
  lat: ["blurredlatitude", "latitude", "lat", "y"],
  lon: ["blurredlongitude", "longitude", "lon", "lng", "long", "x"],
  beat: ["dispatchbeat", "beat", "policebeat", "zone"],
  isHome: ["isresidence", "residence", "ishome", "premiseresidential"],
  withdrawn: ["withdrawn", "isdeleted", "deleted", "voided"],
};

/** Which column is which. Where an agency has said it, its headings are not asked. */
export function columnsOf(names: readonly string[], said: Columns = {}): Columns {
  const known = new Map(names.map((name) => [plain(name), name]));
  const found: Columns = {};
  for (const field of fields) {
    const own = said[field];
    const name =
      own !== undefined
        ? names.find((one) => one === own)
        : headings[field].map((heading) => known.get(heading)).find((one) => one !== undefined);
    if (name !== undefined) found[field] = name;
  }
  return found;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
