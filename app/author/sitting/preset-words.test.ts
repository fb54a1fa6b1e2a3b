import { expect, test } from 'vitest';
import { policyPresets, presetOf } from '#sync/policy-presets.ts';
import { withAnalysis } from './preset-words.ts';

test('an analysis that is chosen and taken back leaves the policy it was', () => {
	const { supervised } = policyPresets;
	const more = { ...supervised, analyses: withAnalysis(supervised, 'eyes', true) };
	expect(more.analyses).toEqual(['head', 'eyes']);
	expect(presetOf(more)).toBeNull();
	const back = { ...more, analyses: withAnalysis(more, 'eyes', false) };
	expect(presetOf(back)).toBe('supervised');
	const { analyses: _analyses, ...before } = supervised;
	expect(withAnalysis(before, 'head', true)).toEqual(['head']);
});
