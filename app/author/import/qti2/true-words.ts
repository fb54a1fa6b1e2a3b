/** "True" and "false" as options are called; QTI has no type of its own for them. */
const words: Record<string, readonly [string, string]> = {
	en: ['True', 'False'],
	de: ['Richtig', 'Falsch'],
	fr: ['Vrai', 'Faux'],
	es: ['Verdadero', 'Falso'],
	ar: ['صواب', 'خطأ'],
	hi: ['सही', 'गलत']
};

/** `language`: BCP 47, of the item. */
export const trueWords = (language: string | null): readonly [string, string] =>
	words[language?.split('-')[0]?.toLowerCase() ?? 'en'] ?? ['True', 'False'];

export const areTrueWords = (yes: string, no: string): boolean =>
	Object.values(words).some(([one, other]) => one === yes && other === no);
