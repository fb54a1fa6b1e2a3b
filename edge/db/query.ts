/** What a query takes and answers, whoever asks: also from Node, where nothing of the Worker's surroundings is known. */
export type Row = Record<string, unknown>;
export type Query = (text: string, values?: readonly unknown[]) => Promise<Row[]>;
