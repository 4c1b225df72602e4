import type { Told } from "#ui/told.ts";
import { alertRefusals } from "./alerts.ts";
import { audienceRefusals, audienceSentences } from "./audience.ts";
import { blotterRefusals } from "./blotter.ts";
import { captureRefusals } from "./capture.ts";
import { connectingSentences } from "./connecting.ts";
import { flyerRefusals } from "./flyers.ts";
import { importSentences } from "./imports.ts";
import { networkSentences } from "./networks.ts";
import { noticeSentences } from "./notices.ts";
import { outreachRefusals, outreachSentences } from "./outreach.ts";
import { planningSentences } from "./planning.ts";
import { publishSentences } from "./publishing.ts";
import { refusals } from "./refusals.ts";
import { requestRefusals } from "./requests.ts";
import { furtherRows } from "./rows-further.ts";
import { mailRows } from "./rows-mail.ts";
import { metaRows } from "./rows-meta.ts";
import { openRows } from "./rows-open.ts";
import { sendingSentences } from "./sending.ts";
import { smppSentences } from "./smpp.ts";

/** What the server says, in Spanish. The test beside this holds it against what the server can say. */
export const spanish: Told = {
  refusals: {
    ...refusals,
    ...alertRefusals,
    ...audienceRefusals,
    ...blotterRefusals,
    ...captureRefusals,
    ...flyerRefusals,
    ...outreachRefusals,
    ...requestRefusals,
  },
  sentences: {
    ...audienceSentences,
    ...importSentences,
    ...outreachSentences,
    ...planningSentences,
    ...publishSentences,
    ...networkSentences,
    ...noticeSentences,
    ...smppSentences,
    ...connectingSentences,
    ...openRows,
    ...mailRows,
    ...metaRows,
    ...furtherRows,
    // Its patterns are the widest: what is known whole comes first.
    ...sendingSentences,
  },
};
