/** Line by line to questions, complete or not. */
export type AikenQuestion = {
	/** From 1; the first and the last line of it. */
	line: number;
	end: number;
	stem: string;
	options: { letter: string; text: string }[];
	/** A letter, or whatever was written in its place; null: there is no such line. */
	answer: { text: string; line: number } | null;
};

const OPTION = /^([A-Z])[).][ \t]*(.*)$/;
const ANSWER = /^ANSWER\s*:\s*(.*)$/i;

export function readQuestions(text: string): AikenQuestion[] {
	const made: AikenQuestion[] = [];
	let current: AikenQuestion | null = null;
	let isAfterBlank = false;
	const at = (line: number): AikenQuestion => {
		if (!current) {
			current = { line, end: line, stem: '', options: [], answer: null };
			made.push(current);
		}
		current.end = line;
		return current;
	};
	text
		.replace(/^\ufeff/, '')
		.split(/\r\n?|\n/)
		.forEach((written, index) => {
			const line = index + 1;
			const words = written.trim();
			if (words === '') {
				isAfterBlank = true;
				return;
			}
			const answer = ANSWER.exec(words);
			const option = OPTION.exec(words);
			if (answer) {
				at(line).answer = { text: (answer[1] ?? '').replace(/[.)]$/, '').trim(), line };
				current = null;
			} else if (option) {
				at(line).options.push({ letter: option[1] ?? '', text: (option[2] ?? '').trim() });
			} else {
				// Words behind a finished list and a blank line begin the next question, though this one has no answer.
				if (current && current.options.length > 0 && isAfterBlank) current = null;
				const question = at(line);
				const last = question.options.at(-1);
				if (last) last.text += `\n${words}`;
				else
					question.stem += question.stem === '' ? words : `${isAfterBlank ? '\n\n' : '\n'}${words}`;
			}
			isAfterBlank = false;
		});
	return made;
}
