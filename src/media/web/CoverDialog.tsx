import { IconArrowBackUp, IconArrowForwardUp, IconPlus } from "@tabler/icons-react";
import { mediaApi, type Uploaded } from "./api.ts";
import { BoxList } from "./BoxList.tsx";
import { boxesMax, type CropChoice, type Size } from "./boxes.ts";
import css from "./Cover.module.css";
import { CoverCanvas } from "./CoverCanvas.tsx";
import { useDrawing, type DrawingTool } from "./use-drawing.ts";
import { coverWords } from "./words/cover.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { ChoiceField } from "#ui/choices.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface CoverDialogProps {
  item: { sha256: string } & Size;
  onClose: () => void;
  onMade: (made: Uploaded) => void;
}

/** Faces, plates and names covered by hand, and the picture cut for a network: a new picture is made. */
export function CoverDialog({ item, onClose, onMade }: CoverDialogProps) {
  const t = useWords(coverWords);
  const tool = useDrawing(item);
  const { busy, error, act } = useAct();
  const { boxes, crop } = tool.history.now;
  const make = () =>
    void act(async () => {
      const regions = boxes.map(({ id: _id, ...region }) => region);
      onMade(await mediaApi.makeVersion(item.sha256, { regions, crop }));
    });
  return (
    <Dialog open size="large" title={t("title")} onClose={onClose}>
      <Stack gap={16}>
        <Quiet>{t("about")}</Quiet>
        <div className={css["editor"]}>
          <CoverCanvas sha256={item.sha256} size={item} tool={tool} />
          <Stack gap={16}>
            <Tools tool={tool} />
            <BoxList tool={tool} />
          </Stack>
        </div>
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            look="primary"
            loading={busy}
            disabled={boxes.length === 0 && crop === null}
            onClick={make}
          >
            {t("make")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

const cropChoices: readonly CropChoice[] = ["none", "free", "1:1", "4:5", "1.91:1", "16:9"];

function isCropChoice(text: string): text is CropChoice {
  return cropChoices.some((one) => one === text);
}

function Tools({ tool }: { tool: DrawingTool }) {
  const t = useWords(coverWords);
  const { history } = tool;
  const labelOf = (choice: CropChoice) =>
    choice === "none" || choice === "free" ? t(choice) : choice;
  return (
    <>
      <div className={css["choices"]}>
        <ChoiceField
          label={t("shape")}
          value={tool.shape}
          onChange={tool.setShape}
          choices={(["rectangle", "ellipse"] as const).map((value) => ({ value, label: t(value) }))}
        />
        <ChoiceField
          label={t("how")}
          value={tool.how}
          onChange={tool.setHow}
          choices={(["solid", "pixelate"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <Quiet small>{t("howHint")}</Quiet>
      <SelectField
        label={t("crop")}
        value={tool.cropChoice}
        choices={cropChoices.map((value) => ({ value, label: labelOf(value) }))}
        onChange={(value) => isCropChoice(value) && tool.setCrop(value)}
      />
      <Row gap={8}>
        <Button
          small
          icon={IconPlus}
          disabled={history.now.boxes.length >= boxesMax}
          onClick={() => tool.add()}
        >
          {t("addBox")}
        </Button>
        <IconButton
          label={t("undo")}
          icon={IconArrowBackUp}
          disabled={history.past.length === 0}
          onClick={tool.undo}
        />
        <IconButton
          label={t("redo")}
          icon={IconArrowForwardUp}
          disabled={history.future.length === 0}
          onClick={tool.redo}
        />
      </Row>
    </>
  );
}
