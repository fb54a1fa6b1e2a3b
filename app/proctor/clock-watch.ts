/**
 * Notices that the wall clock moved apart from the monotonic one: someone set it, or the device slept (most browsers stop the
 * monotonic clock then). Pure.
 */

/** Slow corrections over the network stay below this. */
const JUMP_MS = 2_000;

export function createClockWatch() {
	let offset: number | null = null;
	return {
		/** Milliseconds that the wall clock jumped since the last call, forwards or (negative) backwards; or null. */
		step(wall: number, monotonic: number): number | null {
			const now = wall - monotonic;
			const jump = offset === null ? 0 : now - offset;
			offset = now;
			return Math.abs(jump) >= JUMP_MS ? Math.round(jump) : null;
		}
	};
}
