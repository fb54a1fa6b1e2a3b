import { LeftOutError, type Change } from '../report.ts';
import type { Answers, ScoreOf } from '../marks/probe.ts';
import { childrenOf, descendantsOf, type XmlElement } from '../xml.ts';
import { declarationsOf, numberIn, type Declarations } from './declarations.ts';
import { UnsupportedRuleError } from './expressions.ts';
import { mapResponse, mapResponsePoint } from './map-response.ts';
import { processingOf, type Run } from './processing.ts';
import { container, isSame, numberOf } from './values.ts';

export type Marking = {
	responses: Declarations;
	scoreOf: ScoreOf;
	/** What the rules say of an answer; null where there are none that we can follow. */
	run: Run | null;
	/** The item's points, where the best answer gets `top` by `scoreOf`. */
	points: (top: number) => number;
	/** Without rules: what a person marks, or nobody. */
	declaredPoints: () => number;
	/** The points of an item of which nothing is known to be right. */
	unkeyed: () => number;
};

export function markingOf(item: XmlElement, note: (change: Change) => void): Marking {
	const responses = declarationsOf(item, 'responseDeclaration');
	const outcomes = declarationsOf(item, 'outcomeDeclaration');
	const declared = declaredMaximum(item, outcomes);
	const name = scoreName(outcomes);
	const key: Answers = Object.fromEntries(
		[...responses.values()].map((one) => [
			one.identifier,
			one.correct.slice(0, one.single ? 1 : undefined).map(String)
		])
	);
	const hasKey = Object.values(key).some((values) => values.length > 0);
	const run = processingOf(item, responses, outcomes);
	const byRules = (answers: Answers) => (run ? (numberOf(run(answers).get(name) ?? null) ?? 0) : 0);
	const byDeclarations = (answers: Answers) => declaredScore(responses, answers);
	const why = run ? problemWith(() => !hasKey || byRules(key) > 0) : null;
	const usesRules = run !== null && why === null;
	const declaredPoints = () => {
		if (!declared) note({ code: hasRules(item) ? 'marks_guessed' : 'points_missing' });
		return declared?.points ?? 1;
	};
	const guessed = () => note({ code: 'marks_guessed', ...(why ? { detail: why } : {}) });
	return {
		responses,
		run: usesRules ? run : null,
		scoreOf: (answers) => {
			if (!usesRules) return byDeclarations(answers);
			try {
				return byRules(answers);
			} catch (problem) {
				throw problem instanceof UnsupportedRuleError
					? new LeftOutError('response_processing_unsupported', problem.message)
					: problem;
			}
		},
		points: (top) => {
			if (usesRules && declared?.scaled !== true) {
				if (declared && Math.abs(declared.points - top) > 0.005)
					note({ code: 'marks_guessed', detail: `${top} / ${declared.points}` });
				return top;
			}
			if (!usesRules) guessed();
			return declared?.points ?? top;
		},
		declaredPoints,
		unkeyed: () => {
			const isSaid = [...responses.values()].some(
				({ correct, mapping, placeMapping }) => correct.length > 0 || mapping || placeMapping
			);
			const code = isSaid || hasRules(item) ? 'no_right_answer' : 'right_answer_missing';
			note({ code });
			return declaredPoints();
		}
	};
}

/** Of its own: a template says nothing that the declarations do not. */
const hasRules = (item: XmlElement): boolean =>
	childrenOf(item, 'responseProcessing').some((rules) => childrenOf(rules).length > 0);

/** Why the rules cannot be followed; null: they can. */
function problemWith(works: () => boolean): string | null {
	try {
		return works() ? null : 'responseProcessing';
	} catch (problem) {
		if (problem instanceof UnsupportedRuleError) return problem.message;
		throw problem;
	}
}

/** As the standard templates would: mapped where a mapping is, else right or not. */
function declaredScore(responses: Declarations, answers: Answers): number {
	let sum = 0;
	for (const one of responses.values()) {
		const value = container(answers[one.identifier] ?? [], one.ordered);
		if (one.mapping) sum += mapResponse(one, value, null);
		else if (one.placeMapping) sum += mapResponsePoint(one, value);
		else if (one.single)
			sum += Number(one.correct.some((right) => isSame(container([right], false), value)));
		else sum += Number(isSame(container(one.correct, one.ordered), value) ?? false);
	}
	return sum;
}

const MAXIMUM = /^max(imum)?_?score$/i;

function scoreName(outcomes: Declarations): string {
	if (outcomes.has('SCORE')) return 'SCORE';
	const numeric = [...outcomes.values()].find(
		({ identifier, baseType }) =>
			/^(float|integer)$/.test(baseType) && !/^(max|min)/i.test(identifier)
	);
	return numeric?.identifier ?? 'SCORE';
}

function declaredMaximum(
	item: XmlElement,
	outcomes: Declarations
): { points: number; scaled: boolean } | null {
	// Canvas's own field: its rules count to 100, whatever the item is worth.
	const canvas = childrenOf(item, 'instructureMetadata')
		.flatMap((metadata) => descendantsOf(metadata, 'instructureField'))
		.find(({ attributes }) => /^(points_possible|max_score)$/.test(attributes['name'] ?? ''));
	const points = canvas && numberIn(canvas, 'value');
	if (points != null) return { points, scaled: true };
	const maximum = [...outcomes.values()].find(({ identifier }) => MAXIMUM.test(identifier));
	const declared = numberOf(container(maximum?.defaults ?? [], false));
	const normal = outcomes.get('SCORE')?.normalMaximum ?? null;
	const said = declared ?? normal;
	return said !== null && said > 0 ? { points: said, scaled: false } : null;
}
