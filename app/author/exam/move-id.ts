/** Of the button that moves an item: the focus follows it, into another section too. */
export const moveId = (item: string, by: -1 | 1): string => `${by < 0 ? 'up' : 'down'}-${item}`;
