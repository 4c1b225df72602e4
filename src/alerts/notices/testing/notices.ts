import sharp from "sharp";
import type { Temporal } from "#platform/clock.ts";
import type { NoticeDraft } from "../content.ts";

/** A drawn head and shoulders: nobody's. */
export function drawnPerson(hair: string, skin: string, shirt: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800"><rect width="600" height="800" fill="#d5dde3"/>
<path d="M60 800c0-170 110-240 240-240s240 70 240 240z" fill="${shirt}"/><rect x="250" y="470" width="100" height="140" rx="44" fill="${skin}"/>
<ellipse cx="300" cy="350" rx="135" ry="170" fill="${skin}"/><path d="M160 340c-10-140 50-210 140-210s150 70 140 210c-20-70-50-100-140-100s-120 30-140 100z" fill="${hair}"/>
<circle cx="250" cy="350" r="11" fill="#333"/><circle cx="350" cy="350" r="11" fill="#333"/><path d="M245 435q55 36 110 0" stroke="#333" stroke-width="8" fill="none" stroke-linecap="round"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}

/** An older man who walked away this morning: complete, but for what `more` changes. */
export function missingElder(
  photo: string,
  now: Temporal.Instant,
  zone: string,
  more: Partial<NoticeDraft> = {},
): NoticeDraft {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  return {
    kind: "endangered",
    name: "Walter Osei",
    nickname: "Wally",
    ageYears: 82,
    sex: "male",
    race: "black",
    heightInches: 69,
    weightPounds: 165,
    hair: "gray",
    eyes: "brown",
    clothing: "Blue checked shirt, gray cardigan, brown slippers",
    seenAt: `${today.toString()}T06:40`,
    seenPlace: "near Mercy Hospital",
    direction: "toward the river",
    circumstance: "wandered",
    medicalRisk: true,
    details: "He may not answer to his name. Please look in gardens, garages and sheds.",
    photo: {
      sha256: photo,
      alt: "Portrait of an older man with gray hair, smiling",
      takenOn: today.subtract({ months: 5 }).toString(),
      credit: "family",
      consentBy: "family",
      consentNote: "His daughter Ama Osei signed the release; it is in the case file.",
    },
    caseNumber: "26-104417",
    phone: "(509) 555-0142",
    authority: {
      ncicConfirmedOn: today.toString(),
      formSignedBy: "Ama Osei",
      formKeptAt: "case file 26-104417",
      agencyApproval: "Sgt. Tom Diaz",
    },
    expires: `${today.add({ days: 7 }).toString()}T18:00`,
    retention: "Missing persons: until located, then 3 years",
    ...more,
  };
}
