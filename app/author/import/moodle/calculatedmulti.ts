/** A choice between results. Our options have no wildcards, so the first row of numbers is put in, for everyone the same. */
import { LeftOutError } from '../report.ts';
import { childOf, descendantsOf, textOf, type XmlElement } from '../xml.ts';
import { readRows, type Row } from './datasets.ts';
import { readMultichoice } from './multichoice.ts';
import { sourceOf, type Made, type MoodleQuestion } from './question.ts';
import { inNames, namesIn, plainNames, replaceExpressions, workedOut } from './wildcards.ts';

export function readCalculatedMulti(question: MoodleQuestion): Made {
	const sources = [
		sourceOf(childOf(question.element, 'questiontext')),
		...question.all('answer').map(sourceOf)
	];
	const defined = new Set(
		descendantsOf(question.element, 'dataset_definition').map((one) =>
			textOf(childOf(one, 'name')).trim()
		)
	);
	const used = new Set(sources.flatMap(namesIn).filter((name) => defined.has(name)));
	const names = plainNames(used);
	const rows = readRows(question, used);
	const [first] = rows;
	if (!first) throw new LeftOutError('formula_unreadable', 'dataset_item');
	if (rows.length > 1) question.note({ code: 'type_approximated', detail: `1 / ${rows.length}` });
	const row: Row = Object.fromEntries(
		Object.entries(first).map(([name, value]) => [names.get(name) ?? name, value])
	);
	const filled = (source: string, show: (value: number) => string) =>
		[...names].reduce(
			(text, [name, ours]) => text.replaceAll(`{${name}}`, String(row[ours] ?? '')),
			replaceExpressions(source, (expression) => show(workedOut(inNames(expression, names), row)))
		);
	return readMultichoice(question, {
		prompt: (source) => filled(source, String),
		answer: (source, answer) => filled(source, (value) => shown(value, answer))
	});
}

/** 1: so many decimals; 2: so many digits that count. */
function shown(value: number, answer: XmlElement): string {
	const written = textOf(childOf(answer, 'correctanswerlength')).trim();
	const length = Number(written);
	if (written === '' || !Number.isInteger(length) || length < 0 || length > 20)
		return String(value);
	if (textOf(childOf(answer, 'correctanswerformat')).trim() !== '2') return value.toFixed(length);
	return length === 0 ? String(value) : String(Number(value.toPrecision(length)));
}
