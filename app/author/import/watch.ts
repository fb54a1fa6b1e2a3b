/** Who waits for an import hears how far it is, and may stop it. */
export type Watch = { progress: (done: number, of: number) => void; cancelled: () => boolean };

export const noWatch: Watch = { progress: () => undefined, cancelled: () => false };
