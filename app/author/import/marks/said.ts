/**
 * What is said once an item is marked. The file's rules decide what is shown for which answer, so they are asked on a right one, a wrong
 * one and each choice; what none of these brings up is told to be lost.
 */
import type { Feedback } from '#sync/schema/solution.ts';
import type { Answers } from './probe.ts';

const NOTHING = { general: '', correct: '', partlyCorrect: '', wrong: '' };

export type Piece = {
	text: string;
	isShown: (answers: Answers) => boolean;
	/** When, where its name says so and no rule does. */
	when?: keyof typeof NOTHING | 'part' | null;
};
export type Tried = {
	right: Answers;
	wrong: Answers;
	/** Each choice by itself, by our id for it. */
	options: readonly { id: string; answers: Answers }[];
};

export function saidOn(
	item: string,
	pieces: readonly Piece[],
	{ right, wrong, options }: Tried,
	lost: () => void
): Feedback | null {
	const rights = Object.values(right).flat().length;
	const parts: { id: string; text: string }[] = [];
	const texts = { ...NOTHING };
	for (const { text, isShown, when } of pieces) {
		if (text === '') continue;
		const on = { right: isShown(right), wrong: isShown(wrong) };
		const chosen = options.filter(({ answers }) => isShown(answers));
		const isOfOne = chosen.length === 1 && rights > 1;
		const key = when === 'part' ? null : (when ?? whenShown(on, isOfOne));
		if (key) texts[key] = [texts[key], text].filter((one) => one !== '').join('\n\n');
		else if (chosen.length > 0) for (const { id } of chosen) addPart(parts, id, text);
		else lost();
	}
	if (parts.length === 0 && Object.values(texts).every((text) => text === '')) return null;
	return {
		item,
		...(texts.general ? { general: texts.general } : {}),
		...(texts.correct ? { correct: texts.correct } : {}),
		...(texts.partlyCorrect ? { partlyCorrect: texts.partlyCorrect } : {}),
		...(texts.wrong ? { wrong: texts.wrong } : {}),
		...(parts.length > 0 ? { parts } : {})
	};
}

function addPart(parts: { id: string; text: string }[], id: string, text: string): void {
	const known = parts.find((part) => part.id === id);
	if (known) known.text += `\n\n${text}`;
	else parts.push({ id, text });
}

function whenShown(on: { right: boolean; wrong: boolean }, isOfOne: boolean) {
	if (on.right && on.wrong) return 'general';
	if (on.wrong) return 'wrong';
	return on.right && !isOfOne ? 'correct' : null;
}
