/**
 * Where a call was, as the public may know it: the hundred-block of its street, or a corner. House numbers, flats and names
 * of places that tell who lives there go.
 */

/** A number, perhaps with a letter or a fraction, before a street. */
const house = /^\s*(\d{1,6})(?:\s*[-–]\s*\d{1,6})?[A-Z]?\b(?:\s+1\/2)?\s+(.+)$/i;
const flat =
  /[,;]?\s*(?:#|\b(?:APT|APARTMENT|UNIT|STE|SUITE|RM|ROOM|LOT|SPC|SPACE|FL|FLOOR|BLDG|BUILDING|TRLR|DEPT)\b\.?)\s*[\w-]*.*$/i;
const corner = /^\s*(.+?)\s*(?:\/|&|\bAND\b|@|\bAT\b)\s*(.+?)\s*$/i;
const alreadyBlock = /^\s*(\d{1,4})(?:XX|00)\s+(?:BLK|BLOCK)(?:\s+OF)?\s+(.+)$/i;
const streetWord =
  /\b(?:ST|STREET|AVE?|AVENUE|RD|ROAD|BLVD|BOULEVARD|DR|DRIVE|LN|LANE|WAY|CT|COURT|PL|PLACE|PKWY|PARKWAY|HWY|HIGHWAY|TER|TERRACE|CIR|CIRCLE|SQ|SQUARE|TRL|TRAIL|LOOP|PIKE|ROUTE|RTE|SR|I|US|\d+(?:ST|ND|RD|TH))\b/i;

/** "1234 E Denny Way #5" → "1200 block of E Denny Way"; a corner stays one; undefined: nothing that can be told safely. */
export function coarsePlace(address: string): string | undefined {
  const text = address.normalize("NFKC").replaceAll(/\s+/g, " ").trim().replace(flat, "");
  const block = alreadyBlock.exec(text);
  if (block) return blockOf(Number(block[1]) * 100, block[2] ?? "");
  const numbered = house.exec(text);
  if (numbered) return blockOf(Number(numbered[1]), numbered[2] ?? "");
  const streets = corner.exec(text);
  const [one, other] = [streets?.[1] ?? "", streets?.[2] ?? ""];
  return isStreet(one) && isStreet(other)
    ? `${titled(streetOf(one))} and ${titled(streetOf(other))}`
    : undefined;
}

function blockOf(number: number, street: string): string | undefined {
  const name = streetOf(street);
  if (!isStreet(name)) return undefined;
  const hundred = Math.floor(number / 100) * 100;
  // Numbers below a hundred are one block too, and a zero says nothing.
  return `${hundred === 0 ? 1 : hundred} block of ${titled(name)}`;
}

/** Without town, county and postal code behind it. */
function streetOf(text: string): string {
  return text.split(/[,;(]/)[0]?.trim() ?? "";
}

function isStreet(text: string): boolean {
  return streetWord.test(text) && text.length <= 60 && !/^\d+\s+\d+\s/.test(text);
}

/** As a sign has it, where a dispatch system writes in capitals alone. */
function titled(text: string): string {
  if (text !== text.toUpperCase()) return text;
  return text
    .toLowerCase()
    .replaceAll(/[\p{L}\p{N}]+/gu, (word) =>
      /^(?:n|s|e|w|ne|nw|se|sw|us|sr)$/.test(word)
        ? word.toUpperCase()
        : /^\d/.test(word)
          ? word
          : word.charAt(0).toUpperCase() + word.slice(1),
    );
}

/** Degrees of a grid of about 250 m: the middle of a cell stands for all that lies in it. */
const cellDegrees = 0.0025;

/** A place on the map that is no door: the middle of its cell. */
export function coarsePoint(lat: number, lon: number): { lat: number; lon: number } {
  const middle = (degrees: number) => (Math.floor(degrees / cellDegrees) + 0.5) * cellDegrees;
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return { lat: round(middle(lat)), lon: round(middle(lon)) };
}
