/** How a test of ours names the system it was written by. */
export const OWN_TOOL = 'Invigil';
