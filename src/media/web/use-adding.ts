import { useState } from "react";
import { addFile, type Uploaded } from "./api.ts";
import { useAct } from "#ui/use-act.ts";

/** What can be chosen. Without HEIC among these, an iPhone hands over a JPEG by itself. */
export const acceptedFiles =
  "image/jpeg,image/png,image/webp,image/avif,image/tiff,video/mp4,video/quicktime,video/webm";

export interface Adding {
  name: string;
  /** From 0 to 1, of a video. */
  part: number;
}

/** Sends files one after another; `onAdded` gets each as soon as it is there. */
export function useAdding(onAdded: (added: Uploaded) => void) {
  const { busy, error, act } = useAct();
  const [adding, setAdding] = useState<Adding>();
  const add = (files: readonly File[]) =>
    act(async () => {
      try {
        for (const file of files) {
          setAdding({ name: file.name, part: 0 });
          onAdded(await addFile(file, (part) => setAdding({ name: file.name, part })));
        }
      } finally {
        setAdding(undefined);
      }
    });
  return { busy, error, adding, add };
}
