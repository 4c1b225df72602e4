import type { PDU } from "smpp/lib/pdu.js";
import { type ErrorRow, errorOf } from "../../error-table.ts";
import { SendError, type SendErrorClass } from "../../send-error.ts";

const ours = "The gateway does not understand this program: report it with this code.";
const elsewhere = "The gateway answered something that was not asked.";
const notHere = "The gateway does not let this system do that: ask the provider.";
const signIn = "The gateway does not take this system id and password: ask the provider for them.";
const from =
  "The gateway does not take the source address: ask the provider which one is registered.";
const to = "The gateway knows no such telephone.";
const turnedAway = "The gateway turned this message away.";

/** Status, name, class, what a person can make of it, and how long to wait. */
const rows: readonly [number, string, SendErrorClass, string, number?][] = [
  [0x01, "ESME_RINVMSGLEN", "refused", "The gateway finds the text too long."],
  [0x02, "ESME_RINVCMDLEN", "refused", ours],
  [0x03, "ESME_RINVCMDID", "refused", ours],
  [0x04, "ESME_RINVBNDSTS", "refused", notHere],
  [0x05, "ESME_RALYBND", "later", "Another session of this system is open.", 5_000],
  [0x06, "ESME_RINVPRTFLG", "refused", ours],
  [
    0x07,
    "ESME_RINVREGDLVFLG",
    "refused",
    "The gateway gives no delivery receipts: switch them off.",
  ],
  [0x08, "ESME_RSYSERR", "later", "The gateway is out of order.", 30_000],
  [0x0a, "ESME_RINVSRCADR", "refused", from],
  [0x0b, "ESME_RINVDSTADR", "refused", to],
  [0x0c, "ESME_RINVMSGID", "refused", elsewhere],
  [0x0d, "ESME_RBINDFAIL", "expired", "The gateway does not let this system in: ask the provider."],
  [0x0e, "ESME_RINVPASWD", "expired", signIn],
  [0x0f, "ESME_RINVSYSID", "expired", signIn],
  [0x11, "ESME_RCANCELFAIL", "refused", elsewhere],
  [0x13, "ESME_RREPLACEFAIL", "refused", elsewhere],
  [0x14, "ESME_RMSGQFUL", "later", "The gateway's queue is full.", 10_000],
  [0x15, "ESME_RINVSERTYP", "refused", notHere],
  [0x33, "ESME_RINVNUMDESTS", "refused", elsewhere],
  [0x34, "ESME_RINVDLNAME", "refused", elsewhere],
  [0x40, "ESME_RINVDESTFLAG", "refused", elsewhere],
  [0x42, "ESME_RINVSUBREP", "refused", elsewhere],
  [
    0x43,
    "ESME_RINVESMCLASS",
    "refused",
    "The gateway takes no texts in parts: write a shorter one.",
  ],
  [0x44, "ESME_RCNTSUBDL", "refused", elsewhere],
  [0x45, "ESME_RSUBMITFAIL", "refused", turnedAway],
  [0x48, "ESME_RINVSRCTON", "refused", from],
  [0x49, "ESME_RINVSRCNPI", "refused", from],
  [0x50, "ESME_RINVDSTTON", "refused", to],
  [0x51, "ESME_RINVDSTNPI", "refused", to],
  [0x53, "ESME_RINVSYSTYP", "expired", "The gateway wants another system type: ask the provider."],
  [0x54, "ESME_RINVREPFLAG", "refused", ours],
  [0x55, "ESME_RINVNUMMSGS", "refused", elsewhere],
  [0x58, "ESME_RTHROTTLED", "later", "The gateway asks to send more slowly.", 10_000],
  [0x61, "ESME_RINVSCHED", "refused", ours],
  [0x62, "ESME_RINVEXPIRY", "refused", ours],
  [0x63, "ESME_RINVDFTMSGID", "refused", ours],
  [0x64, "ESME_RX_T_APPN", "later", "The gateway cannot take it now.", 30_000],
  [0x65, "ESME_RX_P_APPN", "refused", turnedAway],
  [0x66, "ESME_RX_R_APPN", "refused", turnedAway],
  [0x67, "ESME_RQUERYFAIL", "refused", elsewhere],
  [0xc0, "ESME_RINVOPTPARSTREAM", "refused", ours],
  [0xc1, "ESME_ROPTPARNOTALLWD", "refused", ours],
  [0xc2, "ESME_RINVPARLEN", "refused", ours],
  [0xc3, "ESME_RMISSINGOPTPARAM", "refused", ours],
  [0xc4, "ESME_RINVOPTPARAMVAL", "refused", ours],
  [0xfe, "ESME_RDELIVERYFAILURE", "refused", turnedAway],
  [0xff, "ESME_RUNKNOWNERR", "unknown", "The gateway itself does not know what became of it."],
];

/** Every command_status of SMPP 3.4 (Issue 1.2, §5.1.3) but "no error". */
export const smppErrors: readonly ErrorRow[] = rows.map(([status, code, kind, says, waitMs]) => ({
  status,
  code,
  class: kind,
  says,
  ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
}));

/** The gateway is busy, took nothing, and is asked again in the same try. */
export const busy: ReadonlySet<number> = new Set([0x14, 0x58]);

const aboutOne = new Set([0x0b, 0x45, 0x65, 0x66, 0xfe]);

/** Whether a refusal is about one telephone; so are the codes of the providers' own (0x400 to 0x4FF). */
export function isAboutOne({ answer }: SendError): boolean {
  const status = Number(Reflect.get(Object(answer), "status"));
  return aboutOne.has(status) || (status >= 0x400 && status <= 0x4ff);
}

/** The SendError of an answer that is a no. */
export function errorFor(
  { command, command_status: status }: PDU,
  told: { isAct: boolean; secrets: readonly string[]; nowMs: number },
): SendError {
  const body = { command, command_status: status };
  const row = smppErrors.find((each) => each.status === status);
  const answer = { status, headers: new Headers(), body, receivedAtMs: told.nowMs };
  if (row !== undefined) return errorOf(row, answer, { ...told, why: row.code });
  const code = `0x${status.toString(16).padStart(8, "0")}`;
  const says = `The gateway refused with a code of its own, ${code}: ask the provider what it means.`;
  return new SendError("refused", says, { answer: { status, body } });
}
