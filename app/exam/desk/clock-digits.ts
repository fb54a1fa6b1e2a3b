const two = (value: number) => String(value).padStart(2, '0');

/** 9:05:00, or 05:00 within the last hour. */
export function clockDigits(ms: number): string {
	const seconds = Math.max(0, Math.ceil(ms / 1000));
	const hours = Math.floor(seconds / 3600);
	const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
	return hours > 0 ? `${hours}:${rest}` : rest;
}
