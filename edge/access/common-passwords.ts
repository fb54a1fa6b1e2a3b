/**
 * New passwords that anybody who guesses would try first (NIST SP 800-63B §5.1.1.2): well-known ones, patterns, and what is known of the
 * person. Pure. By rules and a short list: what is predictable in a password is taken away, and enough has to be left.
 */

export type KnownOf = { email: string; name: string; institution: string };

/** Characters that have to be left. Ten are asked for, so of a refused one most was predictable. */
const LEAST_LEFT = 4;

const WORDS = `
	password passwort passwords passphrase passcode passw0rd contraseña contrasena contrasenya motdepasse senha parola paroli
	wachtwoord haslo heslo salasana losenord sifre sandi kalimatsirr pass pwd passwd
	welcome willkommen bienvenue bienvenido bienvenidos letmein letmeinnow changeme changethis change default temporary temppass
	secret geheim secreto topsecret trustno access accessgranted unlock opensesame
	admin administrator administrador root superuser user guest login master system server test testing tester demo example
	invigil exam exams examen examens examination student students teacher lehrer profesor professor school schule escuela ecole college
	university universidad universite campus class classroom
	iloveyou iloveu loveyou loveme lovely ichliebedich teamo tequiero jetaime forever babygirl
	qwerty azerty qwertz asdf zxcv dvorak keyboard computer internet google facebook instagram youtube microsoft windows samsung
	football futbol baseball basketball hockey soccer liverpool arsenal chelsea barcelona realmadrid juventus
	dragon monkey princess sunshine superman batman spiderman starwars pokemon pikachu naruto minecraft fortnite mustang ferrari
	shadow hunter killer ninja flower butterfly chocolate cookie cheese banana summer winter spring autumn
	michael jennifer jessica charlie daniel thomas andrew ashley
	january february october november december monday friday sunday whatever nothing something
	correcthorsebatterystaple
`
	.split(/\s+/)
	.filter(Boolean);

/** Read along in either direction: keys side by side, letters and digits in their order. */
const ROWS = [
	'abcdefghijklmnopqrstuvwxyz',
	'01234567890',
	'qwertyuiop[]',
	'asdfghjkl;',
	'zxcvbnm,./',
	'qwertzuiopü',
	'yxcvbnm',
	'azertyuiop',
	'qsdfghjklm',
	'wxcvbn',
	'!@#$%^&*()_+',
	'!"§$%&/()=',
	'1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p',
	'qazwsxedcrfvtgbyhnujmikolp',
	'1q2w3e4r5t6y7u8i9o0p',
	'q1w2e3r4t5y6u7i8o9p0',
	'a1b2c3d4e5f6g7h8i9j0',
	'1a2b3c4d5e6f7g8h9i0j',
	'13579',
	'24680'
].flatMap((row) => [row, [...row].reverse().join('')]);
const SHORTEST_RUN = 3;

const LOOKALIKES: Record<string, string> = {
	'0': 'o',
	'1': 'i',
	'3': 'e',
	'4': 'a',
	'5': 's',
	'7': 't',
	'8': 'b',
	'@': 'a',
	$: 's',
	'!': 'i',
	'€': 'e'
};

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
const asLetters = (text: string): string =>
	[...text].map((character) => LOOKALIKES[character] ?? character).join('');

/** Of an address what stands before the @, of the names each word; as they are and without what separates them. */
function wordsOf({ email, name, institution }: KnownOf): string[] {
	const texts = [plain(email).replace(/@[^@]*$/, ''), plain(name), plain(institution)];
	return texts
		.flatMap((text) => {
			const parts = text.split(/[^\p{L}\p{M}\p{N}]+/u);
			return [text, parts.join(''), ...parts];
		})
		.filter((word) => word.length >= 3);
}

/** `taken` stands for what was predictable, so that what stood around it does not become a new word. */
const taken = '\n';

function withoutWords(text: string, words: readonly string[]): string {
	const longestFirst = [...words].sort((a, b) => b.length - a.length);
	return longestFirst.reduce((left, word) => left.replaceAll(word, taken), text);
}

function withoutRuns(text: string): string {
	let left = '';
	for (let at = 0; at < text.length;) {
		let length = 0;
		for (let next = SHORTEST_RUN; at + next <= text.length; next++) {
			const run = text.slice(at, at + next);
			if (!ROWS.some((row) => row.includes(run))) break;
			length = next;
		}
		left += length > 0 ? taken : text.charAt(at);
		at += length || 1;
	}
	return left;
}

/** The shortest piece that the whole repeats, a beginning of it at the end included. */
function unitOf(text: string): string {
	for (let length = 1; length <= text.length / 2; length++) {
		const unit = text.slice(0, length);
		if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
	}
	return text;
}

function charactersLeft(text: string, words: readonly string[]): number {
	const years = /(?:19|20)\d\d/g;
	const left = withoutRuns(withoutWords(text, words).replaceAll(years, taken))
		.replaceAll(/\s+/g, '')
		// One key held down is one key pressed.
		.replaceAll(/(.)\1+/gu, '$1');
	return [...unitOf(left)].length;
}

export function isCommonPassword(password: string, known: KnownOf): boolean {
	const text = plain(password);
	const words = [...WORDS, ...wordsOf(known)];
	const readings = [text, asLetters(text)];
	return readings.some(
		(reading) =>
			new Set(reading).size <= LEAST_LEFT ||
			charactersLeft(unitOf(reading), words) < LEAST_LEFT ||
			charactersLeft(reading.replaceAll(/[\s._-]+/g, ''), words) < LEAST_LEFT
	);
}
