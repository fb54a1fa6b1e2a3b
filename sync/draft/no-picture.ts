/** The hash of an item's picture before one was chosen: no bytes have it. */
export const NO_PICTURE = '0'.repeat(64);
