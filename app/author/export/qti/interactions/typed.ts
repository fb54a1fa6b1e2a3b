/** Words and numbers that are typed, below a question or in a gap. What each is worth goes into a variable, as a share. */
import type { GapSolution } from '#sync/schema/solution.ts';
import { NotWrittenError } from '../../report.ts';
import { allowedBy } from '../../said-answers.ts';
import { tag } from '../../text/xml.ts';
import { declaration, RESPONSE, type Desk, type WriteBody } from '../kinds.ts';

type Texts = Extract<GapSolution, { input: 'text' }>;
type Numbers = Extract<GapSolution, { input: 'number' }>;

export function textRules(
	desk: Desk,
	response: string,
	share: string,
	{ accepted, caseSensitive, wildcards }: Pick<Texts, 'accepted' | 'caseSensitive' | 'wildcards'>
) {
	// A pattern written as words would mark what it was to take in as wrong.
	if (wildcards && accepted.some(({ text }) => text.includes('*')))
		throw new NotWrittenError('marks_unsupported');
	const { rules } = desk;
	const entries = accepted.map(({ text, share: value }) => ({ key: text, value, caseSensitive }));
	return {
		declaration: declaration(
			desk,
			{ identifier: response, cardinality: 'single', baseType: 'string' },
			accepted.slice(0, 1).map(({ text }) => text),
			{ entries }
		),
		processing: rules.set(share, rules.mapped(response))
	};
}

export function isWithinRule(
	{ rules, text }: Desk,
	response: string,
	rule: Pick<Numbers['accepted'][number], 'value' | 'tolerance'>
): string {
	const allowed = Number(allowedBy(rule).toPrecision(12));
	const how =
		allowed === 0
			? { toleranceMode: 'exact' }
			: { toleranceMode: 'absolute', tolerance: `${allowed} ${allowed}` };
	return text.element('equal', how, rules.variable(response), rules.float(rule.value));
}

export function numberRules(
	desk: Desk,
	response: string,
	share: string,
	accepted: Numbers['accepted']
) {
	const { rules } = desk;
	const branches = accepted.map(({ share: worth, ...rule }) => ({
		condition: isWithinRule(desk, response, rule),
		then: rules.set(share, rules.float(worth))
	}));
	return {
		declaration: declaration(
			desk,
			{ identifier: response, cardinality: 'single', baseType: 'float' },
			accepted.slice(0, 1).map(({ value }) => value)
		),
		processing: rules.firstOf(branches)
	};
}

const field = ({ text }: Desk, expectedLength?: number): string =>
	tag(
		'p',
		{},
		text.element('textEntryInteraction', { responseIdentifier: RESPONSE, expectedLength })
	);

const unkeyed = (desk: Desk, baseType: string) =>
	declaration(desk, { identifier: RESPONSE, cardinality: 'single', baseType }, []);

export const writeShortText: WriteBody = ({ item, solution }, desk) => {
	if (item.type !== 'short_text') throw new TypeError(item.type);
	const interaction = field(desk, item.maxLength);
	if (solution?.type !== 'short_text')
		return { declarations: [unkeyed(desk, 'string')], interaction, processing: [] };
	const { accepted, also = [], caseSensitive, wildcards = false } = solution;
	const all = [...accepted.map((text) => ({ text, share: 1 })), ...also];
	const made = textRules(desk, RESPONSE, 'SHARE', { accepted: all, caseSensitive, wildcards });
	return {
		declarations: [made.declaration],
		outcomes: ['SHARE'],
		fields: [{ response: RESPONSE }],
		interaction,
		processing: [made.processing, desk.rules.scored(item.points, desk.rules.variable('SHARE'))]
	};
};

export const writeNumeric: WriteBody = ({ item, solution }, desk) => {
	const interaction = field(desk);
	if (solution?.type !== 'numeric')
		return { declarations: [unkeyed(desk, 'float')], interaction, processing: [] };
	const { correct: value, tolerance, also = [] } = solution;
	const made = numberRules(desk, RESPONSE, 'SHARE', [{ value, tolerance, share: 1 }, ...also]);
	return {
		declarations: [made.declaration],
		outcomes: ['SHARE'],
		fields: [{ response: RESPONSE }],
		interaction,
		processing: [made.processing, desk.rules.scored(item.points, desk.rules.variable('SHARE'))]
	};
};
