import { defineVerbs } from "#agency";

export const recordsVerbs = defineVerbs({
  "records.list-imports": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "see what was imported",
  },
  "records.read-import": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "read the report of an import",
    sensitive: true,
  },
  "records.look-through": {
    roles: ["clerk", "legal", "administrator"],
    says: "have a file looked through",
    system: true,
  },
  "records.import": {
    roles: ["clerk", "legal", "administrator"],
    says: "import files into the archive",
    stepUp: true,
    system: true,
  },
  "intake.read": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "see which sources hand in messages",
  },
  "intake.change": {
    roles: ["administrator"],
    says: "add, rotate and end sources of messages",
    stepUp: true,
  },
  "intake.answer": {
    roles: ["administrator", "clerk", "legal", "supervisor", "command"],
    says: "answer for a source that was silent",
  },
  "pages.list": {
    roles: ["clerk", "legal", "pio", "administrator", "command", "auditor"],
    says: "see which pages were captured",
  },
  "pages.read": {
    roles: ["clerk", "legal", "pio", "administrator", "command", "auditor"],
    says: "open a captured page",
    sensitive: true,
  },
  "pages.capture": {
    roles: ["clerk", "legal", "pio", "administrator"],
    says: "have a page captured",
  },
  "pages.name": {
    roles: ["clerk", "legal", "administrator"],
    says: "name the pages that are captured every night",
  },
  "retention.read": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "read the retention schedule",
  },
  "retention.change": {
    roles: ["clerk", "legal", "administrator"],
    says: "change the retention schedule",
    stepUp: true,
  },
  "retention.assign": {
    roles: ["clerk", "legal"],
    says: "say which series a record falls under",
  },
  "legal-hold.read": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "see the legal holds",
  },
  "legal-hold.place": {
    roles: ["clerk", "legal", "command", "administrator"],
    says: "place a legal hold",
  },
  "legal-hold.release": {
    roles: ["legal", "command"],
    says: "release a legal hold",
    stepUp: true,
  },
  "disposition.read": {
    roles: ["clerk", "legal", "administrator", "command", "auditor"],
    says: "see what is due for destruction, and the certificates",
  },
  "disposition.propose": { roles: ["clerk", "legal"], says: "propose to destroy what is due" },
  "disposition.approve": {
    roles: ["legal", "command"],
    says: "agree to a destruction that somebody else proposed",
    stepUp: true,
  },
  "requests.list": {
    roles: ["clerk", "legal", "command", "administrator", "auditor"],
    says: "see the records requests",
  },
  "requests.read": {
    roles: ["clerk", "legal", "command", "administrator", "auditor"],
    says: "open a records request",
    sensitive: true,
  },
  "requests.receive": {
    roles: ["clerk", "legal", "command", "administrator"],
    says: "file a records request",
    system: true,
  },
  "requests.assign": {
    roles: ["clerk", "legal", "command", "administrator"],
    says: "assign a records request",
  },
  "requests.write": {
    roles: ["clerk", "legal", "command", "administrator"],
    says: "write to a requester",
  },
  "requests.charge": {
    roles: ["clerk", "legal", "command", "administrator"],
    says: "estimate and record the fees of a request",
  },
  "requests.publish": {
    roles: ["clerk", "legal", "command"],
    says: "hand out what was produced, to its requester or to everybody",
  },
  "requests.close": {
    roles: ["clerk", "legal", "command", "administrator"],
    says: "close a records request",
  },
  "requests.search": {
    roles: ["clerk", "legal", "administrator"],
    says: "search for a records request",
  },
  "requests.read-records": {
    roles: ["clerk", "legal", "command", "auditor"],
    says: "read the records of a request",
    sensitive: true,
  },
  "requests.review": {
    roles: ["clerk", "legal", "command"],
    says: "decide on the records of a request",
  },
  "requests.redact": {
    roles: ["clerk", "legal", "command"],
    says: "mark what is taken out of the records of a request",
  },
  "requests.second": {
    roles: ["clerk", "legal", "command"],
    says: "second the review of a request",
  },
  "requests.produce": {
    roles: ["clerk", "legal"],
    says: "produce the records of a request",
    stepUp: true,
  },
  "requests.take-production": {
    roles: ["clerk", "legal", "command", "auditor"],
    says: "download a production",
    sensitive: true,
  },
  "requests.change-law": {
    roles: ["legal", "administrator"],
    says: "change how the records law is counted",
  },
});
