import type { Told } from "#ui/told.ts";
import { networkSentences } from "./networks.ts";
import { noticeSentences } from "./notices.ts";
import { planningSentences } from "./planning.ts";
import { publishSentences } from "./publishing.ts";
import { refusals } from "./refusals.ts";
import { smppSentences } from "./smpp.ts";

/** What the server says, in Spanish. The test beside this holds it against what the server can say. */
export const spanish: Told = {
  refusals,
  sentences: {
    ...planningSentences,
    ...publishSentences,
    ...networkSentences,
    ...noticeSentences,
    ...smppSentences,
  },
};
