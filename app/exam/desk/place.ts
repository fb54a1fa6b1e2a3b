/** An item in the student's order, as the map and the hand-in dialog show it. */
export type Place = { id: string; answered: boolean; marked: boolean };
