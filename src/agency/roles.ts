/** The roles of an agency, in the trade's words. A person may hold several. */
export const roles = [
  "administrator",
  "command",
  "approver",
  "supervisor",
  "pio",
  "contributor",
  "clerk",
  "legal",
  "investigator",
  "hiring",
  "auditor",
] as const;

export type Role = (typeof roles)[number];

export function isRole(word: string): word is Role {
  return roles.some((role) => role === word);
}

export const roleTitles: Record<Role, string> = {
  administrator: "Administrator",
  command: "Command",
  approver: "Approver",
  supervisor: "Supervisor",
  pio: "Public information officer",
  contributor: "Contributor",
  clerk: "Records clerk",
  legal: "Legal reviewer",
  investigator: "Investigator",
  hiring: "Background investigator",
  auditor: "Auditor",
};

/** Everybody who works here, the auditor included: who reads everything and writes nothing. */
export const everyone: readonly Role[] = [...roles];
/** Everybody who may write something. Separation of duties: the auditor is not among them (T25). */
export const staff: readonly Role[] = roles.filter((role) => role !== "auditor");
