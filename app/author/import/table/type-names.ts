/** What a type is called in a table: as it is called inside, or in the languages of the product. */
import { heading } from './columns.ts';

export const tableTypes = [
	'single_choice',
	'multiple_choice',
	'true_false',
	'numeric',
	'short_text',
	'essay',
	'matching',
	'ordering',
	'description'
] as const;
export type TableType = (typeof tableTypes)[number];

const names: Record<TableType, readonly string[]> = {
	single_choice: ['single choice', 'opción única', 'choix unique', 'एक विकल्प', 'اختيار واحد'],
	multiple_choice: [
		'multiple choice',
		'opción múltiple',
		'choix multiple',
		'कई विकल्प',
		'اختيار متعدد'
	],
	true_false: [
		'true false',
		'true or false',
		'verdadero o falso',
		'vrai ou faux',
		'सही या गलत',
		'صواب أو خطأ'
	],
	numeric: ['numeric', 'number', 'número', 'nombre', 'संख्या', 'عدد'],
	short_text: ['short text', 'short answer', 'texto breve', 'texte court', 'छोटा उत्तर', 'نص قصير'],
	essay: ['essay', 'redacción', 'rédaction', 'निबंध', 'مقال'],
	matching: ['matching', 'emparejamiento', 'appariement', 'मिलान', 'مطابقة'],
	ordering: ['ordering', 'ordenación', 'mise en ordre', 'क्रम लगाना', 'ترتيب'],
	description: [
		'description',
		'text to read',
		'texto para leer',
		'texte à lire',
		'पढ़ने का पाठ',
		'نص للقراءة'
	]
};

const byName = new Map<string, TableType>(
	tableTypes.flatMap((type) => names[type].map((name) => [heading(name), type] as const))
);

/** null: not the name of a type. */
export const typeNamed = (written: string): TableType | null =>
	byName.get(heading(written)) ?? null;

const words = (list: string) => new Set(list.split(' '));
const TRUE = words('true t yes 1 verdadero sí si vrai oui सही हाँ صواب صحيح نعم');
const FALSE = words('false f no 0 falso faux non गलत नहीं خطأ لا');

/** null: neither. */
export function readTruth(written: string): boolean | null {
	const word = written.trim().toLowerCase();
	return TRUE.has(word) ? true : FALSE.has(word) ? false : null;
}

const difficulties: Record<string, 'easy' | 'medium' | 'hard'> = Object.fromEntries(
	(
		[
			['easy', 'easy fácil facile आसान سهل'],
			['medium', 'medium media moyenne मध्यम متوسط'],
			['hard', 'hard difícil difficile कठिन صعب']
		] as const
	).flatMap(([level, list]) => list.split(' ').map((word) => [word, level]))
);
export const readDifficulty = (written: string) =>
	difficulties[written.trim().toLowerCase()] ?? null;
