/*
 * Event codes of the Emergency Alert System: 47 CFR §11.31(e), with MEP (missing and endangered persons) as added by the
 * FCC with effect from 8 September 2025 (89 FR 72724). Verified on 2026-11-22.
 */

/** Codes that an alerting authority below the nation may originate. */
export const eventCodes: ReadonlyMap<string, string> = new Map([
  ["ADR", "Administrative message"],
  ["AVA", "Avalanche watch"],
  ["AVW", "Avalanche warning"],
  ["BLU", "Blue alert"],
  ["BZW", "Blizzard warning"],
  ["CAE", "Child abduction emergency"],
  ["CDW", "Civil danger warning"],
  ["CEM", "Civil emergency message"],
  ["CFA", "Coastal flood watch"],
  ["CFW", "Coastal flood warning"],
  ["DMO", "Practice or demonstration warning"],
  ["DSW", "Dust storm warning"],
  ["EQW", "Earthquake warning"],
  ["EVI", "Evacuation immediate"],
  ["EWW", "Extreme wind warning"],
  ["FFA", "Flash flood watch"],
  ["FFS", "Flash flood statement"],
  ["FFW", "Flash flood warning"],
  ["FLA", "Flood watch"],
  ["FLS", "Flood statement"],
  ["FLW", "Flood warning"],
  ["FRW", "Fire warning"],
  ["FZW", "Freeze warning"],
  ["HLS", "Hurricane local statement"],
  ["HMW", "Hazardous materials warning"],
  ["HUA", "Hurricane watch"],
  ["HUW", "Hurricane warning"],
  ["HWA", "High wind watch"],
  ["HWW", "High wind warning"],
  ["LAE", "Local area emergency"],
  ["LEW", "Law enforcement warning"],
  ["MEP", "Missing and endangered persons"],
  ["NMN", "Network message notification"],
  ["NUW", "Nuclear power plant warning"],
  ["RHW", "Radiological hazard warning"],
  ["RMT", "Required monthly test"],
  ["RWT", "Required weekly test"],
  ["SMW", "Special marine warning"],
  ["SPS", "Special weather statement"],
  ["SPW", "Shelter in place warning"],
  ["SQW", "Snow squall warning"],
  ["SSA", "Storm surge watch"],
  ["SSW", "Storm surge warning"],
  ["SVA", "Severe thunderstorm watch"],
  ["SVR", "Severe thunderstorm warning"],
  ["SVS", "Severe weather statement"],
  ["TOA", "Tornado watch"],
  ["TOE", "911 telephone outage emergency"],
  ["TOR", "Tornado warning"],
  ["TRA", "Tropical storm watch"],
  ["TRW", "Tropical storm warning"],
  ["TSA", "Tsunami watch"],
  ["TSW", "Tsunami warning"],
  ["VOW", "Volcano warning"],
  ["WSA", "Winter storm watch"],
  ["WSW", "Winter storm warning"],
]);

/** Only the nation's own alerting authority may originate these. */
export const nationalCodes: ReadonlySet<string> = new Set(["EAN", "NPT"]);

/** Tests and exercises: nothing in them is real. */
export const testCodes: ReadonlySet<string> = new Set(["DMO", "RMT", "RWT", "NPT"]);
