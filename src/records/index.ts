import "./verbs.ts";
import { Hono } from "hono";
import type { Marks } from "#archive";
import type { AppEnv } from "#platform/http/app-env.ts";
import type { JournalSettings } from "#platform/config/journal.ts";
import type { rateLimiter } from "#platform/http/security.ts";
import { slice, type Worker } from "#platform/slice.ts";
import { eraseImportFiles, heldByImports } from "./imports/erasing.ts";
import { importRoutes } from "./imports/routes.ts";
import { workImports } from "./imports/worker.ts";
import { readingRoomRoutes } from "./reading-room/routes.ts";
import { redactionRoutes } from "./redaction/routes.ts";
import type { PageTools } from "./pages/capturing.ts";
import { eraseCaptures } from "./pages/erasing.ts";
import { receiveJournals } from "./intake/journal/receiver.ts";
import { intakeRoutes } from "./intake/routes.ts";
import { intakeDoors } from "./intake/routes-public.ts";
import { silenceJob, watchSources } from "./intake/silence.ts";
import type { Gateway } from "./intake/texts.ts";
import { linkedPages } from "./pages/linked.ts";
import { nightlyJob, orderNightly } from "./pages/places.ts";
import { pageRoutes } from "./pages/routes.ts";
import { workCaptures } from "./pages/worker.ts";
import { productionRoutes } from "./production/routes.ts";
import { workProductions, type Workshop } from "./production/worker.ts";
import { dueJob, requestLetters, watchClocks, type PostLetter } from "./requests/due.ts";
import { feeRoutes } from "./requests/fee-routes.ts";
import { requestRoutes } from "./requests/routes.ts";
import { openRequestBlocks } from "./requests/searches.ts";
import type { Destruction } from "./retention/erasers.ts";
import { carryOutDispositions } from "./retention/erasing.ts";
import { retentionRoutes } from "./retention/routes.ts";

export interface RecordsOutside extends Destruction, Workshop {
  /** Sends a letter through the agency's mail relay, where it has one. */
  post: PostLetter;
  origin: string;
  /** What pages are captured with. */
  pages: PageTools;
  /** How texts are asked back from their gateway. */
  gateway: Gateway;
  /** Where mail servers deliver journals; undefined: nowhere. */
  journal: JournalSettings | undefined;
  limiter: Pick<ReturnType<typeof rateLimiter>, "takeFrom">;
  /** What a search for a request may ask for beside the archive's own filing. */
  searchMarks: Marks;
}

/**
 * What the law does with the archive: imports, redaction, requests, holds, retention, production. Whoever keeps copies
 * of records beside the archive is registered for their destruction.
 */
export function records(outside: RecordsOutside) {
  const { post, origin, pages, gateway, journal, limiter, searchMarks, ...elsewhere } = outside;
  const destruction: Destruction = {
    ...elsewhere,
    erasers: [
      { subjectKind: "import", erase: eraseImportFiles },
      { subjectKind: "page-capture", erase: eraseCaptures },
      // Beside the record there is a hash of it alone.
      { subjectKind: "intake-source", erase: () => Promise.resolve([]) },
      ...elsewhere.erasers,
    ],
    holders: [heldByImports, ...elsewhere.holders],
    blockers: [openRequestBlocks, ...elsewhere.blockers],
  };
  return slice({
    name: "records",
    routes: new Hono<AppEnv>()
      .route("/", importRoutes)
      .route("/", intakeRoutes(origin, journal !== undefined))
      .route("/", pageRoutes(pages.chromium !== undefined))
      .route("/", requestRoutes(searchMarks))
      .route("/", redactionRoutes)
      .route("/", productionRoutes(elsewhere))
      .route("/", feeRoutes)
      .route("/", readingRoomRoutes)
      .route("/", retentionRoutes(destruction)),
    publicRoutes: intakeDoors(gateway, limiter, origin),
    on: [requestLetters(post, origin), linkedPages],
    workers: [
      { name: "imports", run: workImports },
      { name: "page captures", run: (ctx, signal) => workCaptures(ctx, pages, signal) },
      {
        name: "productions",
        // The log's signer is the server's alone.
        onServer: true,
        run: (ctx, signal) => workProductions(ctx, elsewhere, signal),
      },
      ...(journal ? [journalWorker(journal)] : []),
    ],
    jobs: [
      { name: dueJob, schedule: "7 * * * *", run: watchClocks },
      { name: silenceJob, schedule: "*/5 * * * *", run: watchSources },
      { name: nightlyJob, schedule: "10 9 * * *", run: orderNightly },
      {
        name: "records.destroy",
        schedule: "*/5 * * * *",
        run: async (ctx) => void (await carryOutDispositions(ctx, destruction)),
      },
    ],
  });
}

/** One process listens: the one that serves. */
function journalWorker(journal: JournalSettings): Worker {
  return {
    name: "journals",
    onServer: true,
    run: (ctx, signal) => receiveJournals(ctx, journal, signal),
  };
}

export { produceInto, requestNamed } from "./production/at-command-line.ts";
export { formatNames } from "./production/formats/all.ts";
export { beginImport, runImport } from "./imports/importing.ts";
export type { ImportRoutes } from "./imports/routes.ts";
export { toldImport } from "./imports/told.ts";
export { sourcesTold } from "./intake/completeness.ts";
export type { IntakeRoutes } from "./intake/routes.ts";
export { unansweredSilences } from "./intake/silence.ts";
export type { PageRoutes } from "./pages/routes.ts";
export { proposeDisposition } from "./retention/dispositions.ts";
export type { Destruction } from "./retention/erasers.ts";
export { underLegalHold } from "./retention/held.ts";
export { placeLegalHold } from "./retention/legal-holds.ts";
export type { RetentionRoutes } from "./retention/routes.ts";
export { beginSchedule, verifySeries } from "./retention/series.ts";
export { askedMax } from "./requests/request.ts";
export type { FeeRoutes } from "./requests/fee-routes.ts";
export {
  acceptFromPortal,
  answerFromPortal,
  answerMax,
  fileFromPortal,
  freshTicket,
  invoiceFromPortal,
  recordsPortal,
  requestStatus,
  withdrawFromPortal,
  type RequestStatus,
} from "./requests/portal.ts";
export {
  deliveredZip,
  publishedZip,
  readingRoom,
  roomQuery,
  type ReadingRoom,
} from "./reading-room/public.ts";
export type { ReadingRoomRoutes } from "./reading-room/routes.ts";
export type { RedactionRoutes } from "./redaction/routes.ts";
export { requestsDue } from "./requests/reading.ts";
export type { ProductionRoutes } from "./production/routes.ts";
export type { RequestRoutes } from "./requests/routes.ts";
