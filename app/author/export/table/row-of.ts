/** An item as the cells of a row. What has no column is lost, and what a cell cannot say is not written. */
import type { AuthoredItem } from '#sync/schema/authored-item.ts';
import type { SolutionOf } from '#sync/schema/solution.ts';
import type { Column } from '../../import/table/columns.ts';
import { optionAt } from '../../import/table/right.ts';
import { NotWrittenError } from '../report.ts';

export type TableRow = Partial<Record<Column, string>>;
type Accepted = { text: string; share: number };

const percent = (share: number): string => `${Number((share * 100).toFixed(5))} %`;
const worth = ({ text, share }: Accepted): string =>
	share === 1 ? text : `${text} [${percent(share)}]`;

export function rowOf(authored: AuthoredItem): TableRow {
	const { item, feedback, name, category, tags, difficulty, language } = authored;
	const shuffle = 'shuffle' in item ? (item.shuffle ? 'yes' : 'no') : '';
	return {
		type: item.type.replaceAll('_', ' '),
		name,
		question: item.prompt,
		points: String(item.points),
		...answersOf(authored),
		shuffle,
		feedback: feedback?.general ?? '',
		feedback_right: feedback?.correct ?? '',
		feedback_partly: feedback?.partlyCorrect ?? '',
		feedback_wrong: feedback?.wrong ?? '',
		category: list(category),
		tags: list(tags),
		difficulty: difficulty ?? '',
		language: language ?? ''
	};
}

/** A line each; one alone with an empty line behind it, so that nothing in it is taken for a sign. */
const list = (all: readonly string[]): string =>
	all.length === 1 ? `${all[0]}\n` : all.join('\n');

function answersOf({ item, solution }: AuthoredItem): TableRow {
	if (item.type === 'essay') {
		const { minWords, maxWords } = item;
		const limit = minWords || maxWords ? `${minWords ?? 0}${maxWords ? `-${maxWords}` : ''}` : '';
		return { right: solution?.type === 'essay' ? solution.rubric : '', limit };
	}
	if (item.type === 'description') return {};
	if (!solution) throw new NotWrittenError('no_key');
	if (item.type === 'single_choice' && solution.type === 'single_choice') {
		const all = [{ option: solution.correct, share: 1 }, ...(solution.shares ?? [])];
		return { options: lines(item.options), right: numbers(item.options, all) };
	}
	if (item.type === 'multiple_choice' && solution.type === 'multiple_choice') {
		const all = solution.shares ?? solution.correct.map((option) => ({ option, share: 1 }));
		const marking = solution.partial || solution.shares ? 'parts' : 'all';
		return { options: lines(item.options), right: numbers(item.options, all), marking };
	}
	if (solution.type === 'true_false') return { right: String(solution.correct) };
	if (item.type === 'numeric' && solution.type === 'numeric')
		return { right: numericKey(solution), limit: item.unit ?? '' };
	if (item.type === 'short_text' && solution.type === 'short_text') {
		const { accepted, also = [], caseSensitive, wildcards } = solution;
		// A star would be taken for a letter.
		if (wildcards) throw new NotWrittenError('marks_unsupported');
		const all = [...accepted.map((text) => ({ text, share: 1 })), ...also];
		return {
			right: all.map(worth).join('\n'),
			marking: caseSensitive ? 'case' : '',
			limit: String(item.maxLength)
		};
	}
	if (item.type === 'ordering' && solution.type === 'ordering') {
		const inOrder = solution.correct.flatMap((id) => item.options.filter((one) => one.id === id));
		return { options: lines(inOrder), marking: solution.credit };
	}
	if (item.type === 'matching' && solution.type === 'matching') {
		const textOf = (list_: readonly { id: string; text: string }[], id: string) =>
			oneLine(list_.find((one) => one.id === id)?.text ?? '');
		const used = new Set(solution.correct.map(({ option }) => option));
		return {
			options: [
				...solution.correct.map(
					({ row, option }) => `${textOf(item.rows, row)} -> ${textOf(item.options, option)}`
				),
				...item.options.filter(({ id }) => !used.has(id)).map(({ text }) => `-> ${oneLine(text)}`)
			].join('\n'),
			marking: solution.credit.replaceAll('_', ' ')
		};
	}
	throw new NotWrittenError('type_unsupported');
}

const lines = (options: readonly { text: string }[]): string =>
	options.map(({ text }) => oneLine(text)).join('\n');

/** An option is a line of its cell. */
function oneLine(text: string): string {
	if (text.trim().includes('\n')) throw new NotWrittenError('text_unsupported');
	return text;
}

/** By number, unless that is what another option says. */
function numbers(
	options: readonly { id: string; text: string }[],
	shares: readonly { option: string; share: number }[]
): string {
	const texts = options.map(({ text }) => text);
	return shares
		.map(({ option, share }) => {
			const at = options.findIndex(({ id }) => id === option);
			const names = [String(at + 1), String.fromCharCode(65 + at), texts[at] ?? ''];
			const name = names.find((one) => optionAt(one, texts) === at);
			if (name === undefined) throw new NotWrittenError('marks_unsupported');
			return worth({ text: name, share });
		})
		.join('\n');
}

function numericKey({ correct, tolerance, also = [] }: SolutionOf<'numeric'>): string {
	return [{ value: correct, tolerance, share: 1 }, ...also]
		.map(({ value, tolerance: { kind, amount }, share }) => {
			const allowed = kind === 'relative' ? percent(amount) : String(amount);
			return worth({ text: amount === 0 ? String(value) : `${value} ± ${allowed}`, share });
		})
		.join('\n');
}
