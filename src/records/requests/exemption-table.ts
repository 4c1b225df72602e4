/** A ground for keeping something back, and the law it stands on. */
export interface Exemption {
  code: string;
  title: string;
  citation: string;
}

const table: Readonly<
  Record<string, readonly (readonly [code: string, title: string, citation: string])[]>
> = {
  US: [
    ["(b)(3)", "Another statute forbids it", "5 U.S.C. § 552(b)(3)"],
    ["(b)(5)", "Deliberation and privilege", "5 U.S.C. § 552(b)(5)"],
    ["(b)(6)", "Personal privacy", "5 U.S.C. § 552(b)(6)"],
    ["(b)(7)(A)", "An open enforcement case", "5 U.S.C. § 552(b)(7)(A)"],
    ["(b)(7)(C)", "Privacy in law enforcement records", "5 U.S.C. § 552(b)(7)(C)"],
    ["(b)(7)(D)", "A confidential source", "5 U.S.C. § 552(b)(7)(D)"],
    ["(b)(7)(E)", "Techniques and procedures", "5 U.S.C. § 552(b)(7)(E)"],
    ["(b)(7)(F)", "Danger to life or safety", "5 U.S.C. § 552(b)(7)(F)"],
  ],
  CA: [
    ["7923.600", "Investigation and intelligence", "Gov. Code § 7923.600"],
    ["7922.000", "The public interest in not disclosing", "Gov. Code § 7922.000"],
    ["7927.700", "Personnel and medical files", "Gov. Code § 7927.700"],
  ],
  TX: [
    ["552.101", "Confidential by other law", "Gov. Code § 552.101"],
    ["552.108", "Law enforcement and prosecution", "Gov. Code § 552.108"],
    ["552.1175", "Officers' home and family details", "Gov. Code § 552.1175"],
    ["552.130", "Motor vehicle records", "Gov. Code § 552.130"],
    ["552.147", "Social security numbers", "Gov. Code § 552.147"],
  ],
  FL: [
    ["119.071(2)(c)", "Active investigation or intelligence", "Fla. Stat. § 119.071(2)(c)"],
    ["119.071(2)(f)", "A confidential informant", "Fla. Stat. § 119.071(2)(f)"],
    ["119.071(2)(h)", "Identity of some crime victims", "Fla. Stat. § 119.071(2)(h)"],
    ["119.071(4)(d)", "Officers' home and family details", "Fla. Stat. § 119.071(4)(d)"],
  ],
  WA: [
    ["42.56.230", "Personal information", "RCW 42.56.230"],
    ["42.56.240(1)", "Investigative records", "RCW 42.56.240(1)"],
    ["42.56.240(2)", "Identity of witnesses and victims", "RCW 42.56.240(2)"],
    ["42.56.250", "Employees' home and family details", "RCW 42.56.250"],
  ],
  NY: [
    ["87(2)(b)", "Unwarranted invasion of privacy", "Pub. Off. Law § 87(2)(b)"],
    ["87(2)(e)", "Law enforcement", "Pub. Off. Law § 87(2)(e)"],
    ["87(2)(f)", "Danger to life or safety", "Pub. Off. Law § 87(2)(f)"],
  ],
  IL: [
    ["7(1)(b)", "Private information", "5 ILCS 140/7(1)(b)"],
    ["7(1)(c)", "Unwarranted invasion of privacy", "5 ILCS 140/7(1)(c)"],
    ["7(1)(d)", "Law enforcement", "5 ILCS 140/7(1)(d)"],
  ],
};

/** What general works name for a state (November 2026); nothing was compared with an official code. */
export function tableOf(state: string): Exemption[] {
  return (table[state] ?? []).map(([code, title, citation]) => ({ code, title, citation }));
}
