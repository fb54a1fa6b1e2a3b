/** A moment as a datetime-local field of this browser has it, to the minute. */
export function localText(at: number): string {
	const when = new Date(at);
	const two = (number: number) => String(number).padStart(2, '0');
	const day = [
		String(when.getFullYear()).padStart(4, '0'),
		two(when.getMonth() + 1),
		two(when.getDate())
	].join('-');
	return `${day}T${two(when.getHours())}:${two(when.getMinutes())}`;
}

/** What stands in the field; what was there before, where it says the same minute. null: no time. */
export function readLocal(text: string, before: number): number | null {
	if (text === localText(before)) return before;
	const at = new Date(text).getTime();
	return Number.isNaN(at) ? null : at;
}
