/** What a column is called, in the languages of the product. Compared without case, accents' marks of writing, and signs. */
export const columns = [
	'type',
	'name',
	'question',
	'options',
	'right',
	'points',
	'marking',
	'limit',
	'shuffle',
	'feedback',
	'feedback_right',
	'feedback_partly',
	'feedback_wrong',
	'category',
	'tags',
	'difficulty',
	'language'
] as const;
export type Column = (typeof columns)[number];

const names: Record<Column, readonly string[]> = {
	type: ['type', 'tipo', 'प्रकार', 'النوع', 'question type'],
	name: ['name', 'nombre', 'nom', 'नाम', 'الاسم', 'title', 'título', 'titre'],
	question: ['question', 'pregunta', 'प्रश्न', 'السؤال', 'prompt', 'question text'],
	options: ['options', 'opciones', 'choix', 'विकल्प', 'الخيارات', 'answers', 'choices'],
	right: [
		'right',
		'correcta',
		'bonne réponse',
		'सही उत्तर',
		'الإجابة الصحيحة',
		'correct',
		'right answer',
		'correct answer',
		'answer',
		'key'
	],
	points: ['points', 'puntos', 'अंक', 'الدرجات', 'marks', 'score'],
	marking: ['marking', 'calificación', 'notation', 'अंकन', 'التصحيح'],
	limit: ['limit', 'límite', 'limite', 'सीमा', 'الحد', 'unit'],
	shuffle: ['shuffle', 'mezclar', 'mélanger', 'मिलाएँ', 'خلط'],
	feedback: ['feedback', 'comentario', 'commentaire', 'प्रतिक्रिया', 'الملاحظات', 'explanation'],
	feedback_right: [
		'feedback right',
		'comentario correcta',
		'commentaire juste',
		'प्रतिक्रिया सही',
		'ملاحظة صحيح'
	],
	feedback_partly: [
		'feedback partly',
		'comentario parcial',
		'commentaire partiel',
		'प्रतिक्रिया आंशिक',
		'ملاحظة جزئي'
	],
	feedback_wrong: [
		'feedback wrong',
		'comentario incorrecta',
		'commentaire faux',
		'प्रतिक्रिया गलत',
		'ملاحظة خطأ'
	],
	category: ['category', 'categoría', 'catégorie', 'श्रेणी', 'التصنيف', 'topic', 'subject'],
	tags: ['tags', 'etiquetas', 'étiquettes', 'टैग', 'الوسوم'],
	difficulty: ['difficulty', 'dificultad', 'difficulté', 'कठिनाई', 'الصعوبة'],
	language: ['language', 'idioma', 'langue', 'भाषा', 'اللغة']
};

export const heading = (text: string): string =>
	text
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll(/[\s_\-:*]+/gu, ' ')
		.trim();

const byName = new Map<string, Column>(
	columns.flatMap((column) => names[column].map((name) => [heading(name), column] as const))
);

/** `Option 1`, `Answer B`, `opción 3`, or a letter alone: one of several columns with an option each. */
const OPTION = /^(?:(?:option|opción|choix|विकल्प|خيار|answer|choice) ?)?([a-l]|[1-9]|1[0-2])$/u;

export type Header = { at: Map<Column, number>; options: number[] };

/** null: this row is no heading. */
export function readHeader(cells: readonly string[]): Header | null {
	const at = new Map<Column, number>();
	const options: number[] = [];
	cells.forEach((cell, index) => {
		const name = heading(cell);
		const column = byName.get(name);
		if (column !== undefined && !at.has(column)) at.set(column, index);
		else if (OPTION.test(name)) options.push(index);
	});
	const hasAnswers = at.has('right') || at.has('options') || at.has('type') || options.length > 0;
	return at.has('question') && hasAnswers ? { at, options } : null;
}
