/**
 * As it was last written down, at the device's time `wall`. `standsMs`: so long it did not run from then on, for the rest of a break;
 * null: without end, in a proctor's pause.
 */
export type TimeLeft = { ms: number; wall: number; standsMs: number | null };

/**
 * What is left of a running exam, about: the exam itself knows it to the second. It does not stop while the exam is closed, unless it
 * stood then. null: nothing is known of it on this device.
 */
export function timeLeftMs(left: TimeLeft | undefined, now: number): number | null {
	if (!left) return null;
	if (left.standsMs === null) return left.ms;
	return Math.max(0, left.ms - Math.max(0, now - left.wall - left.standsMs));
}
