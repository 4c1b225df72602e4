/** Fields of the form that a message cannot do without, by the path at which the check finds them wanting. */
const fields = [
  [/^area\.rings/, "draw"],
  [/^area\.same/, "same"],
  [/^area/, "place"],
  [/^sayings\.\d+\.headline/, "headlineField"],
  [/^sayings\.\d+\.description/, "description"],
  [/^sayings\.\d+\.instruction/, "instruction"],
  [/^sayings\.\d+\.short/, "short"],
  [/^sayings\.\d+\.long/, "long"],
  [/^expiresAt/, "expires"],
  [/^nextUpdateBy/, "nextUpdate"],
] as const;

export type MissingField = (typeof fields)[number][1];

/** Which fields to fill in or put right next, each once, in the order of the form. */
export function missingFields(problems: readonly { path: string }[]): MissingField[] {
  return fields
    .filter(([pattern], at) =>
      problems.some(
        ({ path }) =>
          pattern.test(path) && !fields.slice(0, at).some(([other]) => other.test(path)),
      ),
    )
    .map(([, field]) => field);
}
