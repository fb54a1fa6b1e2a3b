/** As it was last written down, at the device's time `wall`; `stands`: in a break or a pause it does not run. */
export type TimeLeft = { ms: number; wall: number; stands: boolean };

/**
 * What is left of a running exam, about: the exam itself knows it to the second. It does not stop while the exam is closed, unless it
 * stood then. null: nothing is known of it on this device.
 */
export function timeLeftMs(left: TimeLeft | undefined, now: number): number | null {
	if (!left) return null;
	return left.stands ? left.ms : Math.max(0, left.ms - Math.max(0, now - left.wall));
}
