import type { NoticeContent } from "./api.ts";
import { Grid, type RecordFields } from "./fields.tsx";
import { formWords } from "./form-words.ts";
import { SelectField, TextField } from "#ui/fields.tsx";
import { Panel } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

type Warrant = NonNullable<NoticeContent["warrant"]>;
const empty: Warrant = { number: "", court: "", charge: "", isViolent: null };
const parts = ["number", "court", "charge"] as const;
const grounds = ["threat", "order", "urgent"] as const;

/** What the person is suspected of, on whose warrant, and what the law says of the booking photo. */
export function WarrantFields({ content, change }: RecordFields) {
  const t = useWords(formWords);
  const warrant = content.warrant ?? empty;
  const { bookingException: exception } = content;
  const put = (part: Partial<Warrant>) => change({ warrant: { ...warrant, ...part } });
  return (
    <Panel title={t("warrant")}>
      <Grid>
        {parts.map((part) => (
          <TextField
            key={part}
            label={t(`warrant.${part}`)}
            maxLength={part === "charge" ? 200 : 60}
            value={warrant[part]}
            onChange={(value) => put({ [part]: value })}
          />
        ))}
        <SelectField
          label={t("isViolent")}
          value={warrant.isViolent === null ? "" : warrant.isViolent ? "yes" : "no"}
          onChange={(value) => put({ isViolent: value === "" ? null : value === "yes" })}
          choices={[
            { value: "", label: t("unsaid") },
            { value: "yes", label: t("violent") },
            { value: "no", label: t("nonviolent") },
          ]}
        />
        {content.photo?.isBookingPhoto && (
          <SelectField
            label={t("exception")}
            value={exception?.ground ?? ""}
            onChange={(value) => {
              const ground = grounds.find((one) => one === value);
              change({
                bookingException: ground ? { reason: "", ...exception, ground } : null,
              });
            }}
            choices={[
              { value: "", label: t("noException") },
              ...grounds.map((value) => ({ value, label: t(value) })),
            ]}
          />
        )}
        {exception && (
          <TextField
            label={t("exceptionReason")}
            maxLength={400}
            value={exception.reason}
            onChange={(reason) => change({ bookingException: { ...exception, reason } })}
          />
        )}
      </Grid>
    </Panel>
  );
}
