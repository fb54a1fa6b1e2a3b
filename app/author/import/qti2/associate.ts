import { LeftOutError } from '../report.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { responseOf, type Context, type Made } from './context.ts';
import { declaredPairs, matching } from './match.ts';

/** Pairs within one set become two columns, which says more than the set did; told in the report. */
export function readAssociate(interaction: XmlElement, context: Context): Made {
	const choices = childrenOf(interaction, 'simpleAssociableChoice');
	const pairs = declaredPairs(responseOf(interaction, context).declaration);
	const lefts = new Set(pairs.map(([one]) => one));
	const rights = new Set(pairs.map(([, other]) => other));
	if (pairs.length === 0 || [...lefts].some((one) => rights.has(one)))
		throw new LeftOutError('type_unsupported', 'associateInteraction');
	context.note({ code: 'type_approximated', detail: 'associateInteraction' });
	const identifier = ({ attributes }: XmlElement) => (attributes['identifier'] ?? '').trim();
	return matching(interaction, context, {
		left: choices.filter((choice) => lefts.has(identifier(choice))),
		// One that belongs to none misleads best among what is chosen from.
		right: choices.filter((choice) => !lefts.has(identifier(choice)))
	});
}
