/** States and territories with the time zone most of their people live in. */
const listed = `AL Alabama Chicago|AK Alaska Anchorage|AZ Arizona Phoenix|AR Arkansas Chicago|CA California Los_Angeles|CO Colorado Denver|CT Connecticut New_York|DE Delaware New_York|DC District_of_Columbia New_York|FL Florida New_York|GA Georgia New_York|GU Guam Pacific/Guam|HI Hawaii Pacific/Honolulu|ID Idaho Boise|IL Illinois Chicago|IN Indiana Indiana/Indianapolis|IA Iowa Chicago|KS Kansas Chicago|KY Kentucky New_York|LA Louisiana Chicago|ME Maine New_York|MD Maryland New_York|MA Massachusetts New_York|MI Michigan Detroit|MN Minnesota Chicago|MS Mississippi Chicago|MO Missouri Chicago|MT Montana Denver|NE Nebraska Chicago|NV Nevada Los_Angeles|NH New_Hampshire New_York|NJ New_Jersey New_York|NM New_Mexico Denver|NY New_York New_York|NC North_Carolina New_York|ND North_Dakota Chicago|OH Ohio New_York|OK Oklahoma Chicago|OR Oregon Los_Angeles|PA Pennsylvania New_York|PR Puerto_Rico Puerto_Rico|RI Rhode_Island New_York|SC South_Carolina New_York|SD South_Dakota Chicago|TN Tennessee Chicago|TX Texas Chicago|UT Utah Denver|VT Vermont New_York|VA Virginia New_York|VI Virgin_Islands St_Thomas|WA Washington Los_Angeles|WV West_Virginia New_York|WI Wisconsin Chicago|WY Wyoming Denver`;

export interface UsState {
  code: string;
  name: string;
  timeZone: string;
}

export const states: readonly UsState[] = listed.split("|").map((entry) => {
  const [code = "", name = "", zone = ""] = entry.split(" ");
  return {
    code,
    name: name.replaceAll("_", " "),
    timeZone: zone.startsWith("Pacific/") ? zone : `America/${zone}`,
  };
});

export const timeZones: readonly string[] = [
  ...new Set([
    ...states.map(({ timeZone }) => timeZone),
    "America/Adak",
    "America/Juneau",
    "Pacific/Pago_Pago",
  ]),
].sort();
