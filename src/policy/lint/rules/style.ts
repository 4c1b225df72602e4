import { wordwise } from "#platform/text/reading.ts";
import { supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { acronyms } from "../lexicon/words.ts";
import { sentenceAt, slice } from "../reading.ts";

/** Capital letters are read slowly, by some screen readers letter by letter. WCAG 2.1, understanding 3.1.5. */
export const allCaps: Rule = {
  code: "all-caps",
  title: { en: "Words in capitals", es: "Palabras en mayúsculas" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.1",
  reason: {
    en: "Whole words in capitals read as shouting. Write them as usual.",
    es: "Las palabras en mayúsculas parecen gritos. Escríbalas como siempre.",
  },
  fields: ["text", "title", "variant"],
  find: ({ part: { text } }) => shouts(text),
};

const wordsOf = /(?<![\p{L}\d#@/_.])[\p{L}\d](?:[\p{L}\d'’&-]{0,40}[\p{L}\d])?/gu;

function shouts(text: string): Match[] {
  const found: Match[] = [];
  let run: { word: string; start: number; end: number }[] = [];
  const close = () => {
    while (run.length > 0 && !isLoud(run.at(-1)?.word ?? "")) run.pop();
    while (run.length > 0 && !isLoud(run[0]?.word ?? "")) run.shift();
    const loud = run.filter(({ word }) => isLoud(word));
    const letters = loud.reduce((sum, { word }) => sum + word.length, 0);
    const [first, last] = [run[0], run.at(-1)];
    if (
      first &&
      last &&
      loud.length >= 3 &&
      letters >= 10 &&
      !isHead(text, first.start, last.end, loud.length)
    )
      found.push({
        start: first.start,
        end: last.end,
        fix: calmed(text.slice(first.start, last.end)),
      });
    run = [];
  };
  for (const { 0: word, index } of text.matchAll(wordsOf)) {
    const one = { word, start: index, end: index + word.length };
    const between = text.slice(run.at(-1)?.end ?? index, index);
    if (run.length > 0 && /\n/.test(between)) close();
    if (/\p{Ll}/u.test(word)) close();
    else run.push(one);
  }
  close();
  return found;
}

function isLoud(word: string): boolean {
  return /^\p{Lu}[\p{Lu}'’-]+$/u.test(word) && !acronyms.has(word) && word.length > 1;
}

/** A short heading at the head of a line is a convention: "ROAD CLOSURE UPDATE:". */
function isHead(text: string, start: number, end: number, loud: number): boolean {
  return (
    loud <= 3 &&
    /(?:^|\n)\P{L}{0,6}$/u.test(text.slice(Math.max(0, start - 12), start)) &&
    /^\s{0,2}(?:[:|–—-]|\n)/u.test(text.slice(end, end + 4))
  );
}

function calmed(words: string): string {
  const lower = words.replaceAll(/[\p{L}'’-]+/gu, (word) =>
    acronyms.has(word) ? word : word.toLowerCase(),
  );
  return lower.replace(/\p{L}/u, (letter) => letter.toUpperCase());
}

/** The agency's voice. Law: none; what was said in jest is read aloud in court. */
export const tone: Rule = {
  code: "tone",
  title: { en: "Tone", es: "Tono" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.1",
  reason: {
    en: "This is slang, mockery or a slur on a person. Say plainly what happened.",
    es: "Esto es jerga, burla o un insulto. Diga con sencillez lo que pasó.",
  },
  fields: ["text", "title", "variant"],
  find: ({ part: { text } }) =>
    [...text.matchAll(slang)]
      // What somebody else is quoted as saying is not the agency's voice.
      .filter(
        ({ 0: found, index }) =>
          !/["“”«]/.test(text[index - 1] ?? "") || !/["“”»]/.test(text[index + found.length] ?? ""),
      )
      .map(({ 0: found, index }) => ({
        start: index,
        end: index + found.length,
      })),
};

const slang = wordwise(
  /\b(?:dirt ?bags?|scum ?bags?|scum|thugs?|low ?li(?:fe|ves)|punks?|hoodlums?|goons?|bad guys?|bad dudes?|baddies|perps?|crooks?|junkies?|crack ?heads?|meth ?heads?|druggies?|tweakers?|winos?|bums?|hookers?|illegals|illegal aliens?|thots?|psychos?|nut ?jobs?|wack ?o|crazies|loonies|morons?|idiots?|idiotic|dumb(?:est)?|dummy|dummies|stupid(?:est|ity)?|losers?|knuckleheads?|bozos?|(?:this|these|two|three|a couple of) clowns?|genius(?:es)?|not the sharpest|brilliant criminal|criminal mastermind|masterminds?|lol|lmao|lmfao|rofl|wtf|omg|smh|fafo|yikes|oops|busted|gotcha|caught (?:red|with his pants)|play stupid games|(?:win )?stupid prizes|enjoy (?:your|his|her|their) stay|(?:new )?(?:silver|shiny|matching) bracelets|(?:enjoy|have fun in) (?:jail|prison)|creeps?|(?:these|those) animals|orange jumpsuits?|three hots|gray ?bar|crossbar hotel|county (?:hotel|motel)|free ride|room and board|vacation at|sleep it off|rot in|lock (?:him|her|them) up and|throw away the key|karma|justice served|nice try|better luck next time|bless (?:his|her|their) hearts?|spoiler alert|pro tip|piece of (?:crap|trash|work)|(?:human|this|taking out the) (?:trash|garbage)|(?:go to|what the|hotter than|to) hell|damn(?:ed)?|crap|ass(?:hole)?|bastards?|shit\w*|sucks?|booze ?hound|boozer|rata|ratas|lacra|malandros?|delincuentes? de quinta|pendej\w+|idiotas?|est[uú]pid\w+|tont[oa]s|payas[oa]s?|genio|basura humana|mojad[oa]s?|ilegales|jaja\w*)\b/giu,
);

/** What an arrest does not prove. Law: the presumption of innocence; Model Rule 3.6 and 3.8(f) for what hinders a trial. */
export const presumption: Rule = {
  code: "presumption",
  title: { en: "Guilt before a verdict", es: "Culpa antes de la sentencia" },
  level: "warn",
  roles: supervisors,
  paragraph: "4.6",
  reason: {
    en: "This says that an arrested person did it. Write that he or she is suspected or charged.",
    es: "Esto dice que una persona detenida lo hizo. Escriba que es sospechosa o está acusada.",
  },
  fields: ["text", "title", "variant"],
  find: (look) => guilt(look),
};

const accuses = wordwise(
  /\b(?:(?:the|this|these|our|a known|serial|career) (?:killers?|murderers?|rapists?|thie(?:f|ves)|robbers?|burglars?|criminals?|predators?|abusers?|molesters?|drug dealers?|felons?|shooter)|is (?:clearly )?guilty|guilty of|(?:he|she|they) (?:did it|committed)|confessed(?: to)?|(?:el|la|este|esta) (?:asesin[oa]|ladr[oó]n|ladrona|violador|criminal|delincuente)|es culpable|confes[oó])\b/giu,
);
const settled = wordwise(
  /\b(?:convicted|sentenced|pleaded|pled|found guilty|jury|verdict|alleged\w*|suspected|accused|condenad[oa]|sentenciad[oa]|se declar[oó]|presunt[oa])\b/iu,
);

function guilt({ draft, part: { text } }: Look): Match[] {
  if (!["arrest", "routine", "juvenile", "death", "officer-involved"].includes(draft.class))
    return [];
  if (!/arrest|custody|booked|charged|jail|detenid|arrestad|c[aá]rcel/iu.test(text)) return [];
  return [...text.matchAll(accuses)]
    .filter(({ index }) => !settled.test(slice(text, sentenceAt(text, index))))
    .map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** Runs of pictograms: a screen reader says the name of each. W3C, WCAG 2.1 technique H86. */
export const emojiRun: Rule = {
  code: "emoji-run",
  title: { en: "A run of emoji", es: "Una serie de emojis" },
  level: "warn",
  roles: supervisors,
  paragraph: "5.4",
  reason: {
    en: "A screen reader says every emoji by name. Use one at most, at the end.",
    es: "Un lector de pantalla dice el nombre de cada emoji. Use uno como mucho, al final.",
  },
  fields: ["text", "title", "variant"],
  find: ({ part: { text } }) =>
    [...text.matchAll(emojis)].map(({ 0: found, index }) => ({
      start: index,
      end: index + found.trimEnd().length,
      fix: "",
    })),
};

const one =
  "(?:\\p{Regional_Indicator}{2}|\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?(?:\\u200D\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?){0,6})";
const emojis = new RegExp(`${one}(?: ?${one}){2,40}`, "gu");
