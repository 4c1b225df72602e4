import { noticesApi, type NoticeData } from "./api.ts";
import { useTyped } from "#ui/use-typed.ts";

/** The notice's record as it is typed. */
export function useRecord({ notice, content, version }: NoticeData) {
  return useTyped({ content, version, changedAt: notice.changedAt }, (typed, over) =>
    noticesApi.save(notice.id, typed, over),
  );
}
