import type { NoticeData } from "./api.ts";
import css from "./Notices.module.css";
import { formWords } from "./form-words.ts";
import { noticeWords } from "./words.ts";
import { Panel } from "#ui/layout.tsx";
import { Timeline } from "#ui/Timeline.tsx";
import { useWords } from "#ui/words.ts";

/** What the record rests on, and its versions. */
export function NoticeFacts({ data }: { data: NoticeData }) {
  const t = useWords(noticeWords);
  const say = useWords(formWords);
  const { content, notice, versions } = data;
  const facts = [
    [say("caseNumber"), content.caseNumber],
    [say("phone"), content.phone],
    [say("expires"), content.expires.replace("T", " ")],
    [t("retention"), content.retention],
    [say("photo.consentNote"), content.photo?.consentNote ?? ""],
    [say("authority.ncicConfirmedOn"), content.authority.ncicConfirmedOn],
    [say("authority.formSignedBy"), content.authority.formSignedBy],
    [say("authority.agencyApproval"), content.authority.agencyApproval],
  ].filter(([, value]) => value !== "");
  return (
    <>
      {facts.length > 0 && (
        <Panel title={say("authority")}>
          <dl className={css["facts"]}>
            {facts.map(([label, value]) => (
              <div key={label} style={{ display: "contents" }}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      )}
      <Panel title={t("history")}>
        <Timeline
          label={t("history")}
          entries={versions.map((one) => ({
            id: String(one.version),
            at: one.submittedAt ?? one.writtenAt,
            who: t("version", { version: one.version }),
            what:
              one.version === notice.activeVersion && !data.ending
                ? t("isPublic")
                : t(one.submittedAt ? "handedIn" : "written"),
          }))}
        />
      </Panel>
    </>
  );
}
