import type { Piece, ReadOptions } from "./item.ts";
import type { Source } from "./source.ts";

/** The beginning of a file, by which its format is told. */
export interface Head {
  /** In lower case, with its folders. */
  name: string;
  bytes: Buffer;
  /** The same as UTF-8, without a mark at its start. */
  text: string;
  size: number;
}

/** One shape of file that a program writes. */
export interface Format {
  name: string;
  /** As people call the program. */
  title: string;
  /** Told by what stands in it; the name only decides between two that look alike. */
  isIt(head: Head): boolean;
  /** Its pieces in order, from the first byte to the last. Never throws for what stands in the file. */
  read(source: Source, options: ReadOptions): AsyncIterable<Piece>;
}

const headBytes = 65_536;

export async function headOf(source: Source): Promise<Head> {
  const bytes = await source.read(0, headBytes);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\u{feff}/u, "");
  return { name: source.name.toLowerCase().replaceAll("\\", "/"), bytes, text, size: source.size };
}
