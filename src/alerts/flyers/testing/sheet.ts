import type { Sheet } from "../sheet.ts";

const rows = (list: readonly (readonly [string, string, string])[]) =>
  list.map(([key, label, value]) => ({ key, label, value }));

/** A flyer as it might be printed tonight. */
export const walter: Sheet = {
  language: "en",
  title: "Endangered missing person: Walter Osei",
  agency: "Riverside Police Department",
  draft: null,
  kind: "Endangered missing person",
  urgent: true,
  name: "Walter Osei",
  facts: rows([
    ["age", "Age", "82"],
    ["sex", "Sex", "Male"],
    ["race", "Race or ethnicity", "Black"],
    ["height", "Height", "5 ft 9 in (175 cm)"],
    ["weight", "Weight", "165 lb (75 kg)"],
    ["hair", "Hair", "Gray"],
    ["eyes", "Eyes", "Brown"],
  ]),
  seen: rows([
    ["lastSeen", "Last seen", "Nov 22, 2026, 6:40 AM PST, near Mercy Hospital, toward the river"],
    ["clothing", "Clothing", "Blue checked shirt, gray cardigan, brown slippers"],
  ]),
  notes: [{ key: "medicalRisk", text: "May need medical care." }],
  details: "He may not answer to his name. Please look in gardens, garages and sheds.",
  photo: { alt: "Portrait of an older man with gray hair", taken: "Photo taken June 2026" },
  call: { label: "If you see this person, call 911 or", phone: "(509) 555-0142" },
  tip: "https://riversidefalls.example/tips",
  case: "Case 26-104417",
  until: "Not valid after Nov 29, 2026",
  status: "Scan to see if this is still current",
  url: "https://riversidefalls.example/notices/k7m2p9qa",
};
