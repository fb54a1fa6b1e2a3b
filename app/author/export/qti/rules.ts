/** Pieces of response processing that the types share. Shares are added up first and made points at the end, so that thirds become a whole. */
import { escapeXml } from '../text/xml.ts';
import type { Element } from './names.ts';

export class Rules {
	readonly #element: Element;

	constructor(element: Element) {
		this.#element = element;
	}

	variable = (identifier: string) => this.#element('variable', { identifier });
	correct = (identifier: string) => this.#element('correct', { identifier });
	mapped = (identifier: string) => this.#element('mapResponse', { identifier });

	value(baseType: 'float' | 'integer' | 'identifier' | 'string', value: string | number): string {
		return this.#element('baseValue', { baseType }, escapeXml(String(value)));
	}

	float = (value: number) => this.value('float', value);

	set(identifier: string, expression: string): string {
		return this.#element('setOutcomeValue', { identifier }, expression);
	}

	when(condition: string, ...then: string[]): string {
		const branch = this.#element('responseIf', {}, condition, ...then);
		return this.#element('responseCondition', {}, branch);
	}

	/** The first that holds. */
	firstOf(branches: readonly { condition: string; then: string }[]): string {
		return this.#element(
			'responseCondition',
			{},
			...branches.map(({ condition, then }, at) =>
				this.#element(at === 0 ? 'responseIf' : 'responseElseIf', {}, condition, then)
			)
		);
	}

	of(name: string, ...parts: string[]): string {
		return this.#element(name, {}, ...parts);
	}

	/** `points` times `sum` of `of`. */
	scored(points: number, sum: string, of = 1): string {
		const share = of === 1 ? sum : this.of('divide', sum, this.float(of));
		return this.set('SCORE', this.of('product', this.float(points), share));
	}

	/** All, or nothing. */
	allOf(points: number, identifier: string): string {
		const isRight = this.of('match', this.variable(identifier), this.correct(identifier));
		return this.when(isRight, this.set('SCORE', this.float(points)));
	}

	add(identifier: string, value: string): string {
		return this.set(identifier, this.of('sum', this.variable(identifier), value));
	}
}
