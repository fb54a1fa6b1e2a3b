/** Runs an item's response processing on an answer: what a delivery system would give for it. */
import { childrenOf, type XmlElement } from '../xml.ts';
import type { Answers } from '../marks/probe.ts';
import type { Declarations } from './declarations.ts';
import { evaluate, UnsupportedRuleError, type World } from './expressions.ts';
import { templateRules } from './templates.ts';
import { cast, container, isTrue, type Value } from './values.ts';

const MOST_STEPS = 2_000_000;

export type Outcomes = ReadonlyMap<string, Value>;
export type Run = (answers: Answers) => Outcomes;

/** null: the item has none. The run throws an UnsupportedRuleError where it meets what it does not know. */
export function processingOf(
	item: XmlElement,
	responses: Declarations,
	outcomes: Declarations
): Run | null {
	const element = childrenOf(item, 'responseProcessing')[0];
	if (!element) return null;
	const own = childrenOf(element);
	const template = element.attributes['template'];
	const rules = own.length > 0 || template === undefined ? own : templateRules(template);
	let steps = 0;
	const step = () => {
		if (++steps > MOST_STEPS) throw new UnsupportedRuleError('too many rules');
	};
	return (answers) => {
		const values = new Map<string, Value>();
		for (const { identifier, defaults, ordered, baseType } of outcomes.values())
			values.set(
				identifier,
				defaults.length > 0
					? container(defaults, ordered)
					: baseType === 'float' || baseType === 'integer'
						? container([0], false)
						: null
			);
		const given = new Map(
			[...responses.values()].map((one) => [one.identifier, valueOf(answers, one)])
		);
		const world: World = {
			variable: (name) => given.get(name) ?? values.get(name) ?? null,
			declaration: (name) => responses.get(name) ?? outcomes.get(name),
			step
		};
		runRules(rules, world, values);
		return values;
	};
}

function valueOf(
	answers: Answers,
	{ identifier, baseType, ordered }: { identifier: string; baseType: string; ordered: boolean }
): Value {
	const cast_ = (answers[identifier] ?? [])
		.map((text) => cast(text, baseType))
		.filter((value) => value !== null);
	return container(cast_, ordered);
}

/** true: the rules said to stop. */
function runRules(rules: readonly XmlElement[], world: World, values: Map<string, Value>): boolean {
	for (const rule of rules) {
		world.step();
		switch (rule.name) {
			case 'setOutcomeValue': {
				const [expression] = childrenOf(rule);
				const name = rule.attributes['identifier'] ?? '';
				if (expression) values.set(name, evaluate(expression, world));
				break;
			}
			case 'responseCondition':
				if (runCondition(rule, world, values)) return true;
				break;
			case 'responseProcessingFragment':
				if (runRules(childrenOf(rule), world, values)) return true;
				break;
			case 'exitResponse':
				return true;
			default:
				throw new UnsupportedRuleError(rule.name);
		}
	}
	return false;
}

function runCondition(rule: XmlElement, world: World, values: Map<string, Value>): boolean {
	for (const branch of childrenOf(rule)) {
		const [first, ...rest] = childrenOf(branch);
		if (branch.name === 'responseElse') return runRules(childrenOf(branch), world, values);
		if (first && isTrue(evaluate(first, world))) return runRules(rest, world, values);
	}
	return false;
}
