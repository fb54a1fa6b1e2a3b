/** What is said to single typed answers, by asking the rules what they show on each: no id of ours could name them. */
import type { Answers } from '../marks/probe.ts';
import type { Piece } from '../marks/said.ts';
import { saidToNumbers, typedOf, type SaidTo } from '../marks/typed-said.ts';
import type { TypedFeedback } from '#sync/schema/solution.ts';
import { interactionsIn, type Context, type Made } from './context.ts';
import type { Declaration } from './declarations.ts';
import { numberEdges } from './number-edges.ts';
import { textCandidates } from './text-candidates.ts';

export type AskedPiece = Piece & { isTyped: boolean };
/** One field: the answers its rules name, and one they do not. */
type Field = {
	gap: string | undefined;
	declaration: Declaration;
	values: readonly string[];
	isNumber: boolean;
};

export const NO_NUMBER = '-987654321';
export const NO_WORDS = 'none of those';

/** `told`: those that need no other place. */
export function saidToTyped(
	pieces: readonly AskedPiece[],
	made: Made,
	context: Context
): { told: ReadonlySet<Piece>; typed?: TypedFeedback[] } {
	const told = new Set<Piece>();
	const fields = fieldsOf(made, context);
	const all = fields.flatMap((field) => {
		const own = pieces.filter(
			(piece) => !told.has(piece) && isOfField(piece, field, fields.length > 1, context)
		);
		const said = own.length === 0 ? [] : saidIn(field, own);
		if (said === null) return [];
		for (const piece of own) told.add(piece);
		return said;
	});
	return { told, ...typedOf(all, context.note) };
}

function fieldsOf({ item }: Made, { item: element, body, marking }: Context): Field[] {
	// The gaps are in the order of the text, the declarations in any.
	const declarations = interactionsIn(body).map(({ attributes }) =>
		marking.responses.get(attributes['responseIdentifier'] ?? '')
	);
	const fieldFor = (declaration: Declaration | undefined, gap?: string): Field[] => {
		if (!declaration) return [];
		const isNumber = /^(float|integer)$/.test(declaration.baseType);
		const values = isNumber
			? numberEdges(element, declaration).map(String)
			: textCandidates(element, declaration);
		return [{ gap, declaration, values, isNumber }];
	};
	if (item.type === 'numeric' || item.type === 'short_text') return fieldFor(declarations[0]);
	if (item.type !== 'gap_text') return [];
	return item.gaps.flatMap(({ id, input }, at) =>
		input === 'choice' ? [] : fieldFor(declarations[at], id)
	);
}

const alone = ({ declaration }: Field, value: string): Answers => ({
	[declaration.identifier]: [value]
});
const strange = (field: Field): Answers => alone(field, field.isNumber ? NO_NUMBER : NO_WORDS);

/** What neither "right", "wrong" nor "always" says, or what says by its name that it is said to one answer. */
function isOfField(
	piece: AskedPiece,
	field: Field,
	isOneOfMany: boolean,
	{ marking }: Context
): boolean {
	const { isShown, when } = piece;
	if (piece.text === '' || (when && !piece.isTyped)) return false;
	const beside = isShown(strange(field));
	const shown = field.values.map((value) => isShown(alone(field, value)));
	const changes = shown.some((one) => one !== beside);
	if (piece.isTyped || isOneOfMany) {
		const isOwn = changes || (piece.isTyped && beside);
		return isOwn && !isShown({}) && (piece.isTyped || !isOfWhole(piece, field, marking));
	}
	if (!changes) return false;
	const scores = field.values.map((value) => marking.scoreOf(alone(field, value)));
	const most = Math.max(...scores);
	const isRight = (at: number) => most > 0 && scores[at] === most;
	const isForRight = !beside && shown.every((one, at) => one === isRight(at));
	const isForWrong = beside && shown.every((one, at) => one !== isRight(at));
	return !isForRight && !isForWrong;
}

/** Said to whoever has all right, or not all: one field alone does not decide it. */
function isOfWhole({ isShown }: Piece, field: Field, { responses }: Context['marking']): boolean {
	const right: Answers = Object.fromEntries(
		[...responses.values()].map(({ identifier, correct }) => [
			identifier,
			correct.slice(0, 1).map(String)
		])
	);
	const wrong: Answers = Object.fromEntries(
		[...responses.values()].map(({ identifier, baseType }) => [
			identifier,
			[/^(float|integer)$/.test(baseType) ? NO_NUMBER : NO_WORDS]
		])
	);
	const own = (answers: Answers) => answers[field.declaration.identifier] ?? [];
	const others = { ...wrong, [field.declaration.identifier]: own(right) };
	return isShown(wrong) || (isShown(right) && !isShown(others));
}

function saidIn(field: Field, pieces: readonly Piece[]): SaidTo[] | null {
	const saidOn = (answers: Answers) =>
		pieces
			.filter(({ isShown }) => isShown(answers))
			.map(({ text }) => text)
			.join('\n\n');
	const beside = saidOn(strange(field));
	const gap = field.gap === undefined ? {} : { gap: field.gap };
	const ones = field.isNumber
		? saidToNumbers(
				field.values.map(Number),
				(value) => saidOn(alone(field, String(value))),
				beside
			)
		: wordsOf(field, (value) => saidOn(alone(field, value)), beside);
	const other: SaidTo[] = beside === '' ? [] : [{ rule: { input: 'other' }, said: beside }];
	return ones && [...ones, ...other].map((one) => ({ ...one, ...gap }));
}

function wordsOf(field: Field, saidTo: (value: string) => string, beside: string): SaidTo[] {
	const made: SaidTo[] = [];
	for (const value of field.values) {
		const said = saidTo(value);
		const caseSensitive = saidTo(otherCase(value)) !== said;
		const isKnown = made.some(
			({ rule, said: before }) =>
				rule.input === 'text' &&
				!rule.caseSensitive &&
				before === said &&
				rule.answer.toLowerCase() === value.toLowerCase()
		);
		if (said === beside || isKnown) continue;
		made.push({ rule: { input: 'text', answer: value, caseSensitive, wildcards: false }, said });
	}
	return made;
}

const otherCase = (text: string) =>
	text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
