/** Aiken: a question, a line for each option (`A) …` or `A. …`), and `ANSWER: A`. Each fault is told with its line. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import { finishItem, firstWords } from '../finish-item.ts';
import { textsOf } from '../gift/texts.ts';
import { MediaShelf } from '../media-shelf.ts';
import { choice } from '../moodle/choice.ts';
import type { Note } from '../moodle/question.ts';
import { ImportRefusedError, LeftOutError, type ImportReport } from '../report.ts';
import { noWatch, watched, type Watch } from '../watch.ts';
import { readQuestions, type AikenQuestion } from './questions.ts';

const MOST_ITEMS = 10_000;

export function readAiken(
	{ text, guessed, name = '.txt' }: { text: string; guessed: boolean; name?: string },
	watch: Watch = noWatch
): ImportReport {
	if (!/^\s*ANSWER\s*:/im.test(text)) throw new ImportRefusedError('no_items');
	const questions = readQuestions(text);
	if (!/\.(txt|aiken)$/i.test(name) && isMostlyProse(text, questions))
		throw new ImportRefusedError('no_items');
	if (questions.length > MOST_ITEMS)
		throw new ImportRefusedError('too_many_items', String(questions.length));
	const shelf = new MediaShelf();
	const items = watched(questions, watch, (question, at) =>
		finishItem({
			name: nameOf(question),
			found: `line ${question.line}`,
			make: (note) => {
				if (guessed) note({ code: 'encoding_guessed' });
				return authored(`item-${at + 1}`, question, shelf, note);
			}
		})
	);
	return {
		format: 'aiken',
		items,
		media: shelf.usedIn(
			items.map((item) => (item.outcome === 'left_out' ? '' : JSON.stringify(item.authored)))
		),
		broken: null
	};
}

/** A page that tells of Aiken, with an example, is none: of questions, not fewer than a quarter of the lines are options and answers. */
function isMostlyProse(text: string, questions: readonly AikenQuestion[]): boolean {
	const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '').length;
	const answered = questions.filter(({ options, answer }) => answer !== null && options.length > 1);
	return answered.reduce((sum, { options }) => sum + options.length + 1, 0) * 4 < lines;
}

function authored(
	id: string,
	{ stem, options, answer, line, end }: AikenQuestion,
	shelf: MediaShelf,
	note: Note
): AuthoredItem {
	const lines = line === end ? `line ${line}` : `lines ${line}–${end}`;
	if (stem === '') throw new LeftOutError('no_prompt', lines);
	if (answer === null) throw new LeftOutError('no_right_answer', lines);
	if (options.length < 2) throw new LeftOutError('too_few_options', lines);
	const letters = options.map(({ letter }) => letter);
	if (new Set(letters).size < letters.length)
		throw new LeftOutError('malformed', `${lines}: ${letters.join(' ')}`);
	if (!letters.includes(answer.text))
		throw new LeftOutError('no_right_answer', `line ${answer.line}: ${answer.text.slice(0, 80)}`);
	const { markdown } = textsOf(shelf, note);
	const prompt = markdown({ source: stem, format: 'moodle' });
	const { item, solution } = choice(
		{ id, prompt, points: 1 },
		options.map(({ letter, text }) => ({
			text: markdown({ source: text, format: 'moodle' }),
			share: letter === answer.text ? 1 : 0,
			said: ''
		})),
		{ kind: 'single', shuffle: true, note }
	);
	return {
		name: nameOf({ stem, line }),
		item,
		solution,
		feedback: null,
		category: [],
		tags: [],
		difficulty: null,
		language: null
	};
}

const nameOf = ({ stem, line }: Pick<AikenQuestion, 'stem' | 'line'>): string =>
	firstWords(stem) || `line ${line}`;
