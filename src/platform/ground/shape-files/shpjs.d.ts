/** What of the library we use; it brings no types. */
declare module "shpjs" {
  interface ShapeParts {
    shp: Uint8Array;
    dbf?: Uint8Array;
    /** A definition of coordinates, as WKT; without one they are degrees. */
    prj?: string;
    cpg?: string;
  }
  export function parseShp(shp: Uint8Array, prj?: string): unknown[];
  export function parseDbf(dbf: Uint8Array, cpg?: string): Record<string, unknown>[];
  export default function read(parts: ShapeParts): Promise<unknown>;
}
