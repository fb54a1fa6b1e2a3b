import { COPY_ENDING } from './sealed-copy.ts';

const MOST_TITLE = 60;

/**
 * A name that a person knows the file by on any file system: title, the attempt's short code, and the day and minute where the student is.
 * `time`: as the device's wall clock says, Unix ms.
 */
export function copyFileName(title: string, attempt: string, time: number): string {
	return `${plainTitle(title)} ${shortCode(attempt)} ${stamp(time)}${COPY_ENDING}`;
}

export function reportFileName(attempt: string, time: number): string {
	return `Invigil ${shortCode(attempt)} ${stamp(time)}.json`;
}

/** Enough to tell the attempts of a sitting apart, and short enough to be read out. */
export function shortCode(attempt: string): string {
	const [first = ''] = attempt.split('-');
	return `${first.slice(0, 4)}-${first.slice(4, 8)}`.toUpperCase();
}

function plainTitle(title: string): string {
	const plain = title
		.replace(/[\p{C}\\/:*?"<>|]/gu, ' ')
		.replace(/\s+/g, ' ')
		// A leading dot hides a file, a dot at the end is lost.
		.replace(/^[\s.]+|[\s.]+$/g, '');
	return [...plain].slice(0, MOST_TITLE).join('').trim() || 'Invigil';
}

function stamp(time: number): string {
	const at = new Date(time);
	const two = (part: number) => String(part).padStart(2, '0');
	const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
	return `${day} ${two(at.getHours())}.${two(at.getMinutes())}`;
}
