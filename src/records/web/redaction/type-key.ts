const types = [
  "PERSON",
  "JUVENILE",
  "AGE_OF_MINOR",
  "MEDICAL",
  "ADDRESS",
  "PHONE",
  "EMAIL",
  "USERNAME",
  "DATE_OF_BIRTH",
  "SSN",
  "DRIVER_LICENSE",
  "PASSPORT",
  "PLATE",
  "VIN",
  "CASE_NUMBER",
  "CREDIT_CARD",
  "BANK_ACCOUNT",
  "ROUTING_NUMBER",
  "IBAN",
  "IP_ADDRESS",
  "GPS",
] as const;

/** The key of a detector's type in the catalogue. */
export function typeKey(type: string): `type-${(typeof types)[number]}` {
  return `type-${types.find((one) => one === type) ?? "PERSON"}`;
}
