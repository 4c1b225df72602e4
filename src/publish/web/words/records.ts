import { defineWords } from "#ui/words.ts";

const en = {
  "post-drafted": "wrote the first draft",
  "post-edited": "edited the text",
  "post-submitted": "asked for approval",
  "post-approved": "approved",
  "post-returned": "returned it with a reason",
  "approval-withdrawn": "withdrew the approval",
  "glass-broken": "published without approval (break-glass)",
  "glass-reviewed": "reviewed the break-glass publication",
  "post-recalled": "ordered the recall",
};

export type RecordKind = keyof typeof en;

/** What the archive's kinds of a post say to a reader. */
export const recordWords = defineWords<typeof en>("publish-records", {
  en,
  es: {
    "post-drafted": "escribió el primer borrador",
    "post-edited": "cambió el texto",
    "post-submitted": "pidió aprobación",
    "post-approved": "aprobó",
    "post-returned": "la devolvió con un motivo",
    "approval-withdrawn": "retiró la aprobación",
    "glass-broken": "publicó sin aprobación (emergencia)",
    "glass-reviewed": "revisó la publicación de emergencia",
    "post-recalled": "ordenó el retiro",
  },
});
