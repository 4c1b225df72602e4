import { useNavigate, useParams } from "react-router";
import { useNotice, useNoticesChanged, type NoticeData } from "./api.ts";
import { AuthorityFields } from "./AuthorityFields.tsx";
import { PersonFields } from "./PersonFields.tsx";
import { PhotoFields } from "./PhotoFields.tsx";
import { PlaceFields } from "./PlaceFields.tsx";
import { formWords } from "./form-words.ts";
import { useRecord } from "./use-record.ts";
import { noticeWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SaveState } from "#ui/SaveState.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

/** `/notices/:id/edit`: the record. It saves itself. */
export function NoticeFormPage() {
  const { id = "" } = useParams();
  const { data, error } = useNotice(id);
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data) return <SkeletonPage />;
  return <Form key={data.notice.id} given={data} />;
}

function Form({ given }: { given: NoticeData }) {
  const t = useWords(formWords);
  const say = useWords(noticeWords);
  const navigate = useNavigate();
  const changed = useNoticesChanged();
  const { content, change, saving, error, keep } = useRecord(given);
  const look = async () => {
    await keep();
    await changed();
    await navigate(`/notices/${given.notice.id}`);
  };
  const fields = { content, change, choices: given.choices };
  return (
    <>
      <PageHeader
        title={t("editTitle")}
        about={say(content.kind)}
        up={{ to: `/notices/${given.notice.id}`, label: given.notice.headline }}
        state={<SaveState saving={saving} />}
      />
      <Stack gap={24}>
        <ErrorNotice error={error} />
        <PersonFields {...fields} />
        <PlaceFields {...fields} />
        <PhotoFields {...fields} />
        <AuthorityFields {...fields} />
        <Row end>
          <Button look="primary" onClick={() => void look()}>
            {t("done")}
          </Button>
        </Row>
      </Stack>
    </>
  );
}
