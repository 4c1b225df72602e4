import { draftNotice } from "#alerts";
import type { Ctx } from "#platform/context.ts";
import { writeWording } from "../../src/alerts/notices/wordings.ts";

/** A notice that somebody has written, and its words in Spanish. */
export async function noticed(deputy: Ctx, marker: string) {
  const { notice } = await draftNotice(deputy, {
    kind: "missing",
    name: marker,
    details: `${marker} was seen at the mill`,
    languages: ["en", "es"],
  });
  const words = { details: `${marker} fue vista en el molino` };
  const noticeWording = await writeWording(deputy, notice.id, { language: "es", words });
  return { notice: notice.id, noticeWording };
}
