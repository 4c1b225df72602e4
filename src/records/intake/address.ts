import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** One way to write one address: a telephone in E.164 (United States where no country is said), a mailbox in small letters. */
export function addressOf(written: string): string {
  const text = written.trim();
  if (text.includes("@")) return text.toLowerCase();
  const number = parsePhoneNumberFromString(text, "US");
  return number?.isPossible() ? number.number : text.toLowerCase();
}
