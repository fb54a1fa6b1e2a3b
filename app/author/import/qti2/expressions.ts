/** The expressions of response processing (QTI 2.2, 15) that items use; any other is named and ends the run. */
import { childrenOf, textOf, type XmlElement } from '../xml.ts';
import type { Declaration } from './declarations.ts';
import { compare, equal } from './comparisons.ts';
import { mapResponse, mapResponsePoint } from './map-response.ts';
import {
	cast,
	container,
	isSame,
	isTrue,
	numberOf,
	sameScalar,
	single,
	type Value
} from './values.ts';

export class UnsupportedRuleError extends Error {}

export type World = {
	variable: (identifier: string) => Value;
	declaration: (identifier: string) => Declaration | undefined;
	/** Each step counts: a file must not keep us busy without end. */
	step: () => void;
};

export function evaluate(element: XmlElement, world: World): Value {
	world.step();
	const rule = rules[element.name];
	if (!rule) throw new UnsupportedRuleError(element.name);
	return rule(element, world);
}

type Rule = (element: XmlElement, world: World) => Value;

const parts = (element: XmlElement, world: World): Value[] =>
	childrenOf(element).map((child) => evaluate(child, world));

const numbers =
	(run: (values: readonly number[]) => number | null): Rule =>
	(element, world) => {
		const values = parts(element, world).flatMap((value) =>
			value === null ? [null] : value.of.map((one) => numberOf(single(one)))
		);
		if (values.some((value) => value === null)) return null;
		const made = run(values.filter((value) => value !== null));
		return made === null || !Number.isFinite(made) ? null : single(made);
	};

const named = (element: XmlElement) => element.attributes['identifier'] ?? '';

const rules: Record<string, Rule> = {
	baseValue: (element) => {
		const value = cast(textOf(element), element.attributes['baseType']);
		return value === null ? null : single(value);
	},
	variable: (element, world) => world.variable(named(element)),
	correct: (element, world) => {
		const found = world.declaration(named(element));
		return found ? container(found.correct, found.ordered) : null;
	},
	default: (element, world) => container(world.declaration(named(element))?.defaults ?? [], false),
	null: () => null,
	mapResponse: (element, world) => {
		const found = world.declaration(named(element));
		return single(found ? mapResponse(found, world.variable(named(element)), null) : 0);
	},
	mapResponsePoint: (element, world) => {
		const found = world.declaration(named(element));
		return single(found ? mapResponsePoint(found, world.variable(named(element))) : 0);
	},
	// An extension of ONYX and OPAL: the keys are numbers, and close is as good.
	mapTolResponse: (element, world) => {
		const found = world.declaration(named(element));
		const tolerance = Number(element.attributes['tolerance'] ?? 0);
		const relative = element.attributes['toleranceMode'] === 'relative';
		return single(
			found ? mapResponse(found, world.variable(named(element)), { tolerance, relative }) : 0
		);
	},
	and: (element, world) => single(parts(element, world).every(isTrue)),
	or: (element, world) => single(parts(element, world).some(isTrue)),
	not: (element, world) => single(!isTrue(parts(element, world)[0] ?? null)),
	anyN: (element, world) => {
		const right = parts(element, world).filter(isTrue).length;
		const { min = '0', max = '0' } = element.attributes;
		return single(right >= Number(min) && right <= Number(max));
	},
	isNull: (element, world) => {
		const [value = null] = parts(element, world);
		return single(value === null || (value.of.length === 1 && value.of[0] === ''));
	},
	match: (element, world) => {
		const [one = null, other = null] = parts(element, world);
		return single(isSame(one, other) ?? false);
	},
	member: (element, world) => {
		const [one = null, all = null] = parts(element, world);
		return single(one !== null && (all?.of.some((value) => sameScalar(value, one.of[0])) ?? false));
	},
	contains: (element, world) => {
		const [all = null, some = null] = parts(element, world);
		if (all === null || some === null) return null;
		return single(some.of.every((value) => all.of.some((other) => sameScalar(value, other))));
	},
	equal: (element, world) => equal(element, parts(element, world)),
	equalRounded: (element, world) => {
		const [one, other] = parts(element, world).map(numberOf);
		const figures = Number(element.attributes['figures'] ?? 0);
		if (one == null || other == null) return null;
		const shown = (number: number) =>
			element.attributes['roundingMode'] === 'decimalPlaces'
				? number.toFixed(figures)
				: number.toPrecision(Math.max(1, figures));
		return single(shown(one) === shown(other));
	},
	stringMatch: (element, world) => {
		const [one = null, other = null] = parts(element, world).map((value) => value?.of[0]);
		if (one === null || other === null) return null;
		const [left, right] = [String(one), String(other)];
		const isSensitive = element.attributes['caseSensitive'] !== 'false';
		const given = isSensitive ? left : left.toLowerCase();
		const asked = isSensitive ? right : right.toLowerCase();
		return single(
			element.attributes['substring'] === 'true' ? given.includes(asked) : given === asked
		);
	},
	lt: compare((one, other) => one < other, parts),
	lte: compare((one, other) => one <= other, parts),
	gt: compare((one, other) => one > other, parts),
	gte: compare((one, other) => one >= other, parts),
	sum: numbers((values) => values.reduce((sum, value) => sum + value, 0)),
	product: numbers((values) => values.reduce((product, value) => product * value, 1)),
	subtract: numbers(([one = 0, other = 0]) => one - other),
	divide: numbers(([one = 0, other = 0]) => (other === 0 ? null : one / other)),
	integerDivide: numbers(([one = 0, other = 0]) => (other === 0 ? null : Math.floor(one / other))),
	round: numbers(([value = 0]) => Math.round(value)),
	truncate: numbers(([value = 0]) => Math.trunc(value)),
	min: numbers((values) => Math.min(...values)),
	max: numbers((values) => Math.max(...values)),
	containerSize: (element, world) => single(parts(element, world)[0]?.of.length ?? 0),
	multiple: (element, world) =>
		container(
			parts(element, world).flatMap((value) => value?.of ?? []),
			false
		),
	ordered: (element, world) =>
		container(
			parts(element, world).flatMap((value) => value?.of ?? []),
			true
		),
	index: (element, world) => {
		const [all = null] = parts(element, world);
		const value = all?.of[Number(element.attributes['n'] ?? 0) - 1];
		return value === undefined ? null : single(value);
	},
	delete: (element, world) => {
		const [one = null, all = null] = parts(element, world);
		if (all === null) return null;
		return container(
			all.of.filter((value) => !sameScalar(value, one?.of[0])),
			all.ordered
		);
	}
};
