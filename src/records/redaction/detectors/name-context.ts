import type { NameRun } from "./name-runs.ts";
import type { Word } from "./words.ts";

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

export const titles: ReadonlySet<string> = new Set(
  `mr mrs ms miss mx dr doctor prof professor sir madam officer ofc sgt sergeant det detective detectives lt lieutenant
  capt captain cpl corporal deputy dep chief sheriff undersheriff trooper agent judge justice mayor councilman
  councilwoman councilmember commissioner governor senator rev reverend pastor father sister brother coach nurse
  principal ranger chaplain commander cmdr sr sra srta senor senora senorita don dona oficial agente sargento herr frau
  monsieur madame signor signora president`.split(/\s+/),
);

/** A name follows right behind, most often. */
const leads = set(
  `named called calls aka alias dear hi hello hey thanks contact attn victim suspect witness complainant caller driver
  passenger owner subject rp tenant landlord neighbor husband wife son daughter brother sister mother father mom dad uncle
  aunt cousin friend boyfriend girlfriend ex kid boss partner roommate coworker teacher producer singer songwriter director
  author ceo founder spokesman spokeswoman spokesperson actor actress novelist president by told asked said says defendant
  plaintiff patient resident student employee decedent juvenile minor inmate llamado llamada llamo amigo amiga hijo hija
  esposo esposa hermano hermana vecino vecina ms mrs mr meet bless poor grandma grandpa nephew niece stepdad stepson
  bro manager clerk babysitter nanny ask cc with and v vs versus me tell told`,
);
const weakLeads = set("with and by me tell ask meet poor that when because if while but so as");
/** Two words that lead to a name. */
const pairs = set(
  `name-is name-was names-are i-am this-is that-is call-me calls-me called-me ask-for speak-to speak-with spoke-with spoke-to
  talk-to talked-to talk-with go-by goes-by name-it's under-name me-llamo se-llama nombre-es it-to leave-me it-under shouted-at yelled-at screamed-at mad-at angry-at looked-at pointed-at swore-at spat-at named-after killed-by
  written-by directed-by composed-by sung-by up-with looking-for married-to mr-and mrs-and add-to know-as known-as
  account-under remove-kid here-is`,
);
const labels = set(
  `founders members suspects victims witnesses drivers passengers subjects officers parents children kids name names victim suspect witness rp caller complainant driver passenger owner by user attn contact employee officer
  patient from author signed cc subject defendant plaintiff reporter tenant resident nombre address customer client
  beneficiary cardholder holder spouse parent guardian juvenile decedent husband wife son daughter mother father`,
);
const signOffs = set(
  `thanks regards sincerely cheers love respectfully best gracias yours truly wishes blessings thx ty you saludos
  atentamente signed`,
);
const places = set(
  "in near at on off toward towards outside downtown across along between inside around through into",
);
const sources = set("from of for to");
const ofWhat = set(
  "university city town county state bank church department college school village port republic lake mount isle bay kingdom",
);
/** Only people do these. */
const deeds = set(
  `said says told asked shouted yelled texted wrote replied thinks thought explained punched kicked grabbed stalks stalked
  owes owed drove lied hates knows stabbed robbed raped assaulted smiled laughed cried smokes screams messaged emailed
  confessed lives lived drinks married divorced slapped choked`,
);
/** People do these, and so do firms, towns and storms. */
const doings = set(
  `is was were has had came went hit stole called calls began threatened keeps kept sold sells works worked got gets took
  takes saw did does will would can could should might may shot attacked beat died passed left ran runs moved broke used
  uses stated reported admitted advised denied deals parks parked fights arrived returned sings sang plays played posted
  wants needs loves won't didn't doesn't isn't wasn't hasn't can't couldn't listed flew just`,
);

/** Whether the words before `at` announce a name so plainly that an everyday word there is one. */
export function isIntroducedAt(all: readonly Word[], at: number): boolean {
  const [word, last] = [all[at], all[at - 1]];
  if (!word || !last) return false;
  if (/^: *$/.test(word.gap)) return labels.has(last.plain);
  if (word.gap === " " && greetings.has(last.plain)) return true;
  return word.gap === " " && surePairs.has(`${all[at - 2]?.plain ?? ""}-${last.plain}`);
}

const greetings = set("tell dear hi hello hey dearest");
const surePairs = set("name-is name-was names-is me-llamo se-llama call-me calls-me called-me");

/** What the words before a run say: above nought for a person, below it for a place. */
export function leadOf(all: readonly Word[], run: NameRun): number {
  const first = run.words[0];
  const last = all[run.from - 1];
  if (!first) return 0;
  if (run.isTitled) return 2.4;
  if (!last) return 0;
  const { gap } = first;
  if (/^(?:st|saint)$/.test(last.plain) && /^\.? $/.test(gap)) return -2;
  if (run.words.length === 1 && gap === " " && /^(?:the|a|an|our|this|that)$/.test(last.plain))
    return -0.7;
  if (titles.has(last.plain) && /^\.? $/.test(gap)) return 2.4;
  const pair = `${all[run.from - 2]?.plain ?? ""}-${last.plain}`;
  if (/^ {1,2}["“]?$/.test(gap)) return leadByWord(last, pair);
  if (/:\s*["“]?$/.test(gap)) return labels.has(last.plain) ? 2 : 0.3;
  if (/^\?\s/.test(gap) && last.plain === "name") return 2;
  if (/^[,.!]?\s*\n|^,? ?[-–—~]+ ?$|\n\s*[-–—~]+ ?$/.test(gap) && signOffs.has(last.plain))
    return 1.8;
  if (/[-–—~] ?$/.test(gap) && isLineEnd(all, run)) return 1;
  if (/^[,.] $/.test(gap) && signOffs.has(last.plain) && isLineEnd(all, run)) return 1.6;
  if (/^\.? ?$/.test(gap)) return leadByWord(last, pair);
  if (/^, $/.test(gap) && (leads.has(last.plain) || /^(?:hi|hello|hey)$/.test(last.plain)))
    return 1;
  return 0;
}

function leadByWord(last: Word, pair: string): number {
  const [before = ""] = pair.split("-");
  if (pairs.has(pair)) return 1.8;
  if (/^(?:i'm|im|i’m)$/.test(last.plain)) return 1.2;
  if (leads.has(last.plain)) return weakLeads.has(last.plain) ? 0.5 : 1.2;
  if (places.has(last.plain)) return last.plain === "in" ? -1.6 : -1.1;
  if (sources.has(last.plain)) {
    if (last.plain === "of" && ofWhat.has(before)) return -2;
    return last.plain === "to" ? -0.1 : -0.5;
  }
  return 0;
}

function isLineEnd(all: readonly Word[], run: NameRun): boolean {
  const next = all[run.to];
  return next === undefined || next.gap.includes("\n");
}

/** What follows a run: deeds, ages, vocatives, a speaker's colon. */
export function followOf(all: readonly Word[], run: NameRun, text: string): number {
  const next = all[run.to];
  const last = run.words.at(-1);
  const first = run.words[0];
  if (!last || !first) return 0;
  const tail = text.slice(last.end, last.end + 24);
  if (
    /^(?:, ?\(?| \(|,? aged? )(?:age |aged )?\d{1,2}\)?(?:,| years| yrs|[);.]| y\/?o|[mf]\b)/iu.test(
      tail,
    )
  )
    return 1.2;
  if (/^,? \(?(?:d\.?o\.?b|[wbhau][mf]a?\b|[wbha]\/[mf]\b|adult|juvenile)/iu.test(tail)) return 1.6;
  if (first.opensLine && /^:(?:\s|$)/.test(tail)) return 1;
  // "at Wendy's." is a shop; "Maria's car" is a person's.
  if (
    /^['’]s(?:[.,!?;)]|$|\n| (?:or|and|after|on|in|for|near|parking|tavern|restaurant)\b)/iu.test(
      tail,
    )
  )
    return -0.9;
  if (/^['’]s \p{Ll}/u.test(tail)) return 0.5;
  if (next && /^ {1,2}$/.test(next.gap) && deeds.has(next.plain)) return 1.5;
  if (next && /^ {1,2}$/.test(next.gap) && doings.has(next.plain)) return 0.5;
  if (
    first.opens &&
    /^, (?:can|could|will|would|please|you|i|did|are|do|thank|how|what|why)\b/iu.test(tail)
  )
    return 1.5;
  if (/^ \d{2,5}(?![\d/:])/.test(tail) || /^ (?:jersey|style|brand)\b/iu.test(tail)) return -1.5;
  if (animal.test(tail)) return -1;
  if (/^[!?]/.test(tail)) return 0.2;
  return 0;
}

/** "Bella the beagle", "Daisy, a 3-year-old Lab": a creature's name is nobody's. */
const animal =
  /^(?: the|,? (?:a|an|our)) (?:[\w-]{1,12} ){0,2}(?:dog|puppy|cat|kitten|beagle|lab|labrador|horse|bird|k-?9|shepherd|retriever|terrier|poodle|bulldog|husky|rabbit|goat)\b/iu;

/** A line that holds this name and nothing else, as in a letter's head or foot. */
export function isWholeLine(all: readonly Word[], run: NameRun): boolean {
  return run.words[0]?.opensLine === true && isLineEnd(all, run);
}

/** A word for what somebody does, right behind. */
export function isDoing(word: Word | undefined): boolean {
  return word?.gap === " " && (deeds.has(word.plain) || doings.has(word.plain));
}
