/** What is used here of the package `smpp` (0.6), which brings no types: the wire format alone. */
declare module "smpp/lib/pdu.js" {
  /** A protocol data unit: its header, and the command's fields and TLVs by their names. */
  export class PDU {
    /** Reads one whole unit, or writes a new one. Throws for what is none. */
    constructor(whole: Buffer);
    constructor(command: string, fields?: Readonly<Record<string, unknown>>);
    command: string;
    command_id: number;
    command_status: number;
    sequence_number: number;
    toBuffer(): Buffer;
    isResponse(): boolean;
    /** The answer to it, with its number; a `generic_nack` where the command is unknown. */
    response(fields?: Readonly<Record<string, unknown>>): PDU;
  }
}

declare module "smpp/lib/defs.js" {
  export const gsmCoder: {
    /** Septets of 3GPP TS 23.038, one an octet. */
    encode(text: string, table: 0): Buffer;
  };
}
