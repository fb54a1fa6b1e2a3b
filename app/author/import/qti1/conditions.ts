/** Conditions on an answer (QTI 1.2, ASI binding 3.3): each is asked of the answers to one response. */
import type { Answers } from '../marks/probe.ts';
import { LeftOutError } from '../report.ts';
import { childrenOf, textOf, type XmlElement } from '../xml.ts';

export type Asked = {
	answers: Answers;
	/** Whether a rule before this one gave points. */
	isDecided: boolean;
	step: () => void;
};

export const holdsAll = (element: XmlElement, asked: Asked): boolean =>
	isAlways(element) || withoutCentre(childrenOf(element)).every((child) => holds(child, asked));

function holds(element: XmlElement, asked: Asked): boolean {
	asked.step();
	const { attributes } = element;
	const values = asked.answers[(attributes['respident'] ?? '').trim()] ?? [];
	const wanted = textOf(element).trim();
	const given = (values[0] ?? '').trim();
	switch (element.name) {
		case 'and':
			return holdsAll(element, asked);
		case 'or':
			return childrenOf(element).some((child) => holds(child, asked));
		case 'not':
			return !childrenOf(element).every((child) => holds(child, asked));
		case 'other':
			return !asked.isDecided;
		case 'unanswered':
			return values.length === 0;
		case 'varequal': {
			const index = Number(attributes['index'] ?? 0);
			const looked = index > 0 ? values.slice(index - 1, index) : values;
			return looked.some((value) =>
				isEqual(value, wanted, attributes['case'] === 'Yes' || attributes['case'] === 'yes')
			);
		}
		case 'varsubset':
			return wanted.split(',').every((one) => values.includes(one.trim()));
		case 'varsubstring':
			return given.toLowerCase().includes(wanted.toLowerCase());
		case 'vargt':
			return given !== '' && Number(given) > Number(wanted);
		case 'vargte':
			return given !== '' && Number(given) >= Number(wanted);
		case 'varlt':
			return given !== '' && Number(given) < Number(wanted);
		case 'varlte':
			return given !== '' && Number(given) <= Number(wanted);
		default:
			throw new LeftOutError('response_processing_unsupported', element.name);
	}
}

/** `4` and `4.0` are one number to the systems that write so. */
function isEqual(given: string, wanted: string, isSensitive: boolean): boolean {
	const value = given.trim();
	if (value === wanted) return true;
	if (value !== '' && wanted !== '' && Number(value) === Number(wanted)) return true;
	return !isSensitive && value.toLowerCase() === wanted.toLowerCase();
}

/** Respondus writes a range with the number in its middle beside it, all to hold at once: the range is meant. */
function withoutCentre(parts: readonly XmlElement[]): readonly XmlElement[] {
	const hasEnd = (names: readonly string[]) => parts.some(({ name }) => names.includes(name));
	return hasEnd(['vargt', 'vargte']) && hasEnd(['varlt', 'varlte'])
		? parts.filter(({ name }) => name !== 'varequal')
		: parts;
}

/** Respondus writes what holds always as `other` and its contrary together. */
function isAlways(element: XmlElement): boolean {
	const inner = childrenOf(element);
	const [only] = inner;
	const parts = inner.length === 1 && only?.name === 'and' ? childrenOf(only) : inner;
	return (
		parts.length === 2 &&
		parts[0]?.name === 'other' &&
		parts[1]?.name === 'not' &&
		childrenOf(parts[1])[0]?.name === 'other'
	);
}
