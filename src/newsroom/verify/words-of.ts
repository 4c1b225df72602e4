/** One word of a text as it is compared. */
export interface Token {
  /** Without case, accents and what recognition of characters confuses. */
  word: string;
  /** A number, an address, an account or an amount: never read as another one. */
  isHard: boolean;
}

/** Characters that recognition takes for one another; the same on both sides, so that nothing is lost. */
const alike: readonly [RegExp, string][] = [
  [/rn/g, "m"],
  [/vv/g, "w"],
  [/[0]/g, "o"],
  [/[1i|!]/g, "l"],
  [/5/g, "s"],
  [/8/g, "b"],
];

const address = /:\/\/|^www\.|@|[a-z0-9-]\.[a-z]{2,}(?:$|[/:?#])/;

/** Words turn a statement round: they are never guessed and never passed over. */
const turning = new Set(
  [
    "not no never cancel cancelled canceled lifted open opened closed reopened safe unsafe found missing",
    "guilty innocent dead alive false true arrested released armed unarmed dont wont cant cannot isnt wasnt",
    "without stop stopped evacuate return before after only except boil drink",
    "nunca jamas sin cancelado cancelada levantado levantada abierto abierta cerrado cerrada segura seguro",
    "localizada localizado encontrada encontrado desaparecida desaparecido falso falsa solo antes despues",
  ]
    .join(" ")
    .split(" ")
    .map(folded),
);

export function isTurning(word: string): boolean {
  return turning.has(word);
}

/** What networks write around a post: times, counts and buttons, in English and Spanish. */
const frame = new Set(
  [
    "like likes liked reply replies repost reposts share shares shared comment comments view views follow",
    "following more see read ago min mins h hr hrs hour hours day days am pm others verified official",
    "translate translation edited public write pst pdt est edt cst cdt mst mdt utc post posts today yesterday",
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september",
    "october november december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday",
    "me gusta gustan comentar comentario comentarios compartir compartido seguir siguiendo ver mas hace hora horas",
    "vistas publico publicado editado ayer hoy enero febrero marzo abril mayo junio julio agosto septiembre octubre",
    "noviembre diciembre responder respuestas traducir",
  ]
    .join(" ")
    .split(" ")
    .map(folded),
);

/** Whether a word that stands before or after a post may be a network's own: a button, a time, a count beside one. */
export function isFrameAt(tokens: readonly Token[], at: number): boolean {
  if (frame.has(tokens[at]?.word ?? "")) return true;
  if (/^[\dolsb]{1,3}[kmhdw]$/.test(tokens[at]?.word ?? "") && tokens[at]?.isHard) return true;
  return isCount(tokens[at]) && [-1, 1].some((step) => frame.has(beside(tokens, at, step)));
}

/** The first word beside it that is no number. */
function beside(tokens: readonly Token[], at: number, step: number): string {
  let next = at + step;
  while (isCount(tokens[next])) next += step;
  return tokens[next]?.word ?? "";
}

/** As digits once they are folded. Longer numbers are facts. */
function isCount(token: Token | undefined): boolean {
  return token !== undefined && token.isHard && /^[\dolsb]{1,3}$/.test(token.word);
}

function folded(word: string): string {
  return alike.reduce((text, [from, to]) => text.replaceAll(from, to), word);
}

/** A text as comparable words: compatibility forms, case, accents, apostrophes and line breaks are gone. */
export function tokensOf(text: string): Token[] {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/-[ \t]*\r?\n\s*/g, "")
    .toLowerCase();
  return plain.split(/\s+/).flatMap((chunk) => {
    const isAddress = address.test(chunk) || /[$€£]/.test(chunk);
    const words = chunk.replaceAll(/['’‘`´]/g, "").match(/[\p{L}\p{N}|]+/gu) ?? [];
    return words.map((word) => ({
      word: folded(word),
      isHard: isAddress || /^\p{N}/u.test(word),
    }));
  });
}
