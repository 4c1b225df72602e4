import { words } from "./loopback.ts";

/** What a network made of a poll that it took. */
export interface PlayedPoll {
  options: string[];
  minutes: number;
}

/** Two to four answers of 25 signs, five minutes to seven days, and nothing else attached. */
export function xPoll(value: unknown, hasMedia: boolean): PlayedPoll | "wrong" | undefined {
  if (value === undefined) return undefined;
  const given = new Map<string, unknown>(Object.entries(Object(value)));
  const told = given.get("options");
  const options = Array.isArray(told) ? told.map(String) : [];
  const minutes = Number(given.get("duration_minutes"));
  const isGood =
    !hasMedia &&
    options.length >= 2 &&
    options.length <= 4 &&
    options.every((each) => each.length >= 1 && each.length <= 25) &&
    minutes >= 5 &&
    minutes <= 10_080;
  return isGood ? { options, minutes } : "wrong";
}

const days = new Map([
  ["ONE_DAY", 1],
  ["THREE_DAYS", 3],
  ["SEVEN_DAYS", 7],
  ["FOURTEEN_DAYS", 14],
]);

/** As published: a question of 140 signs, two to four answers of 30, one of four lengths. */
export function linkedinPoll(value: unknown): PlayedPoll | "wrong" | undefined {
  if (value === undefined) return undefined;
  const told: unknown = Reflect.get(Object(value), "options");
  const listed: unknown[] = Array.isArray(told) ? told : [];
  const options = listed.map((each) => words(Reflect.get(Object(each), "text")));
  const question = words(Reflect.get(Object(value), "question"));
  const settings: unknown = Reflect.get(Object(value), "settings");
  const open = days.get(words(Reflect.get(Object(settings), "duration")));
  const isGood =
    question.length >= 1 &&
    question.length <= 140 &&
    options.length >= 2 &&
    options.length <= 4 &&
    options.every((each) => each.length >= 1 && each.length <= 30);
  return isGood && open !== undefined ? { options, minutes: open * 1_440 } : "wrong";
}
