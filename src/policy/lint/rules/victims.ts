import { folded, type Span, wordwise } from "#platform/text/reading.ts";
import { commanders, supervisors, type Look, type Match, type Rule } from "../finding.ts";
import { apart, meets, namesOnce, sentenceAt, slice, type PersonName } from "../reading.ts";

/**
 * A victim, by name. Law: 34 U.S.C. 12291(b)(2) (who is helped under the Violence Against Women Act), state victims'
 * bills of rights (in California Const. art. I § 28, "Marsy's Law") and address confidentiality programs.
 */
export const victimName: Rule = {
  code: "victim-name",
  title: { en: "A victim is named", es: "Se nombra a una víctima" },
  level: "block",
  roles: supervisors,
  paragraph: "5.2",
  reason: {
    en: "This names a victim, or somebody by whom a victim is known. Leave the name out.",
    es: "Esto nombra a una víctima, o a alguien por quien se la conoce. Quite el nombre.",
  },
  fields: ["text", "title", "variant", "alt"],
  find: ({ part }) => apart(namedVictims(part.text)).map((span) => ({ ...span })),
};

const victimBefore = wordwise(
  /\b(?:victims?|survivors?|v[ií]ctimas?|(?:assaulted|raped|molested|stabbed|robbed|kidnapped|carjacked|strangled|beat|threatened|abused|burglarized|trafficked|punched|hit|struck|slapped|kicked|choked|shot|groped))(?:['’]s)?(?: (?:is|was|were|are|as|has been|identified|named|name|known|fue|es|the|her|his|mother|father|sister|brother|wife|husband|son|daughter|neighbor|girlfriend|boyfriend|partner|ex-wife|ex-husband|ex-girlfriend|ex-boyfriend|resident|homeowner|store clerk|clerk|de nombre|llamad[oa]|identificad[oa]|como|madre|padre|esposa|esposo|hij[oa])){0,5}[,:]? ?\(?$/iu,
);

const victimAfter = wordwise(
  /^(?:,? (?:\(?\d{1,3}\)?|age \d{1,3}|de \d{1,3} años),?)? ?(?:,? (?:(?:the|a|la|el|una)? ?(?:alleged |homicide |shooting |stabbing |assault |rape |robbery |domestic[- ]violence |fraud |scam )?(?:victim|survivor|v[ií]ctima)\b)|(?:,? (?:who )?(?:was|were|had been|has been|fue|hab[ií]a sido|who said (?:s?he) was) (?:sexually |brutally |allegedly |repeatedly |physically )?(?:assaulted|raped|molested|stabbed|shot|robbed|strangled|beaten|abused|attacked|kidnapped|carjacked|trafficked|groped|choked|punched|threatened|violad[oa]|agredid[oa]|asaltad[oa]|apuñalad[oa]|golpead[oa]|abusad[oa]|atacad[oa]|secuestrad[oa]))|(?: (?:reported|said|says|disclosed|alleges|told \w+) (?:that )?(?:s?he |being )(?:was |had been |has been )?(?:sexually )?(?:assaulted|raped|molested|stabbed|shot|robbed|strangled|beaten|abused|attacked|kidnapped|groped|choked|punched))|(?: told (?:officers|deputies|police) (?:that )?(?:s?he|her|his) (?:was|had been|husband|wife|boyfriend|girlfriend|ex|partner|father|stepfather)\b))/iu,
);

const noVictim = wordwise(
  /\b(?:victim(?:s['’]?|['’]s|s)? (?:services?|advoca\w+|assistance|witness|compensation|rights|week|coordinator|impact|support|unit|specialist)|crime victims['’]|survivor of (?:cancer|the storm))/iu,
);

function namedVictims(text: string): Span[] {
  return namesOnce(text).flatMap((name) => {
    if (name.isOfficial || (!name.isKnown && name.words < 2)) return [];
    const sentence = sentenceAt(text, name.start);
    const before = text.slice(Math.max(sentence.start, name.start - 90), name.start);
    const after = text.slice(name.end, Math.min(sentence.end, name.end + 110));
    // Whoever has died is a matter of the family first: the next rule.
    if (dies.test(slice(text, sentence))) return [];
    if (
      noVictim.test(slice(text, sentence)) ||
      /\b(?:advocate|coordinator|by|to)[,:]? $/iu.test(before)
    )
      return [];
    if (victimBefore.test(before) || victimAfter.test(after)) return [name];
    return [];
  });
}

/**
 * A name before its time: on the agency's own list, or of somebody who died while the family may not know. Law: none
 * makes the hour of notice; the practice of medical examiners and the agency's paragraph do.
 */
export const unreleasedName: Rule = {
  code: "unreleased-name",
  title: { en: "A name not yet released", es: "Un nombre aún no publicado" },
  level: "block",
  roles: commanders,
  paragraph: "4.8",
  reason: {
    en: "This name is on the agency's list of names that are not released.",
    es: "Este nombre está en la lista de nombres que la agencia no publica.",
  },
  fields: ["text", "title", "variant", "alt", "link"],
  find: (look) => {
    const listed = look.context.lists.unreleasedNames.flatMap((name) =>
      occurrences(look.part.text, name),
    );
    const dead = look.part.field === "link" ? [] : namedDead(look);
    return [...listed, ...dead.filter((one) => !listed.some((other) => meets(one, other)))];
  },
};

const dies = wordwise(
  /\b(?:died|dead|deceased|killed|fatal(?:ly|ity)?|homicide victim|body of|medical examiner|coroner|m[eé]dico forense|passed away|succumbed|pronounced dead|lost (?:his|her) life|drowned|murdered|muri[oó]|muert[oa]|fallecid[oa]|falleci[oó]|perdi[oó] la vida|sin vida|ahogad[oa])\b/iu,
);
const pending = wordwise(
  /pending (?:the )?(?:notification|next of kin)|(?:next of kin|family|relatives|familia(?:res)?) (?:has|have|had|is|are)? ?(?:not|yet to|being|no ha)|withh(?:eld|olding)|until (?:the )?(?:family|next of kin)|not (?:yet )?(?:been )?(?:released|notified)|a[uú]n no (?:se )?(?:ha|han) (?:notificado|avisado)/iu,
);
const remembered = wordwise(
  /\b(?:line of duty|end of watch|EOW|memorial|remember(?:s|ed|ing)?|anniversary|fallen|honor(?:s|ed|ing)?|vigil|tribute|acto de servicio|ca[ií]dos?|(?:18|19)\d\d|20[01]\d)\b/iu,
);

function namedDead({ part: { text } }: Look): (Match & Span)[] {
  if (!dies.test(text) || remembered.test(text)) return [];
  const isPending = pending.test(text);
  return namesOnce(text).flatMap((name): (Match & Span)[] => {
    const sentence = slice(text, sentenceAt(text, name.start));
    if (name.isOfficial || (!name.isKnown && name.words < 2)) return [];
    if (!isOfTheDead(text, sentence, name)) return [];
    const span = { start: name.start, end: name.end };
    return [
      isPending ? { ...span, reason: waits } : { ...span, level: "needs-role", reason: agrees },
    ];
  });
}

function isOfTheDead(text: string, sentence: string, name: PersonName): boolean {
  if (
    /\b(?:suspect|arrested|charged|booked|driver of the other|sospechos[oa]|detenid[oa])\b/iu.test(
      sentence,
    )
  )
    return /\bvictim\b|identified as/iu.test(text.slice(Math.max(0, name.start - 60), name.start));
  return dies.test(sentence) || /\bidentified\b|identificad/iu.test(sentence);
}

const waits = {
  en: "The text says that the family has not been told, and gives the name.",
  es: "El texto dice que la familia aún no lo sabe, y da el nombre.",
};
const agrees = {
  en: "A dead person is named. Command confirms that the family knows and the medical examiner agrees.",
  es: "Se nombra a una persona fallecida. El mando confirma que la familia lo sabe y que el médico forense está de acuerdo.",
};

/** Where a listed name stands, whatever its case, accents or middle name; also run together in a hashtag. */
export function occurrences(text: string, listed: string): Span[] {
  const words = folded(listed).split(/\s+/).filter(Boolean).slice(0, 6);
  const [first, ...rest] = words.map((word) => word.replaceAll(/[^\p{L}\p{N}'-]/gu, ""));
  if (!first || first.length + rest.join("").length < 3) return [];
  const pattern = [first, ...rest]
    .map((word) => word.replaceAll("-", "\\-"))
    .join("(?:\\s+\\p{L}\\.?\\s+|\\s*,?\\s*)");
  const { flat, places } = flattened(text);
  return [
    ...flat.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, "gu")),
  ].map(({ 0: found, index }) => ({
    start: places[index] ?? 0,
    end: (places[index + found.length - 1] ?? text.length - 1) + 1,
  }));
}

/** The text folded letter by letter, with the place each letter came from. */
function flattened(text: string): { flat: string; places: number[] } {
  let flat = "";
  const places: number[] = [];
  for (let at = 0; at < text.length; at++) {
    for (const letter of folded(text[at] ?? "")) {
      flat += letter;
      places.push(at);
    }
  }
  return { flat, places };
}
