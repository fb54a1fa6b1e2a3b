import { expect, test } from 'vitest';
import { readRosterFiles, readRosterText } from './read-roster.ts';

function read(text: string) {
	const roster = readRosterText(text);
	if (!roster.ok) throw new Error(roster.because);
	return roster;
}

test('a table with headings names people by address or by number, with their group', () => {
	const text = '\ufeffE-Mail;Enrolment ID;Group\nADA@school.test;1;A\n;4711;B\n';
	expect(read(text).lines).toEqual([
		{ email: 'ada@school.test', group: 'A' },
		{ enrolmentId: '4711', group: 'B' }
	]);
});

test('what was copied out of a spreadsheet is a table too, and one column is enough', () => {
	expect(read('student id\tclass\n17\t10b').lines).toEqual([{ enrolmentId: '17', group: '10b' }]);
	expect(read('email\na@b.test\n').lines).toEqual([{ email: 'a@b.test' }]);
});

test('without a heading that is known it is a list of addresses', () => {
	expect(read('a@b.test\n"Noor, of 2A" <noor@b.test>, board').bad).toEqual(['board']);
	expect(read('a@b.test\n"Noor, of 2A" <noor@b.test>').lines).toEqual([
		{ email: 'a@b.test' },
		{ email: 'noor@b.test' }
	]);
});

test('who is named twice is taken once, with the first group, and counted', () => {
	const { lines, twice } = read('email,group\na@b.test,A\nA@B.test,B\n');
	expect(lines).toEqual([{ email: 'a@b.test', group: 'A' }]);
	expect(twice).toBe(1);
});

test('a line that names nobody is said, not dropped', () => {
	const { lines, bad } = read('email,group\nnobody,A\na@b.test,\n,B\n');
	expect(lines).toEqual([{ email: 'a@b.test' }]);
	expect(bad).toEqual(['nobody A', 'B']);
});

const register = [
	{ name: 'manifest.csv', text: 'propertyName,value\nmanifest.version,1.0\n' },
	{
		name: 'x/users.csv',
		text:
			'sourcedId,status,enabledUser,role,email,identifier\nu1,active,true,student,A@b.test,1\n' +
			'u2,active,true,teacher,t@b.test,2\nu3,tobedeleted,true,student,c@b.test,3\nu4,active,true,student,,4\n'
	},
	{ name: 'classes.csv', text: 'sourcedId,title\nc1,Physics\nc2,Art\n' },
	{
		name: 'enrollments.csv',
		text: 'sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student\ne2,c2,u1,student\ne3,c2,u4,student\n'
	}
];

test('a OneRoster export gives its students with their class, and nobody who left or who teaches', () => {
	expect(readRosterFiles(register)).toEqual({
		ok: true,
		lines: [
			{ email: 'a@b.test', group: 'Physics' },
			{ enrolmentId: '4', group: 'Art' }
		],
		bad: [],
		classes: ['Art', 'Physics'],
		twice: 0,
		unused: []
	});
});

/** As 1.2 writes it: what somebody is stands in a file of its own. */
const newer = [
	{ name: 'manifest.csv', text: 'propertyName,value\noneroster.version,1.2\n' },
	{
		name: 'users.csv',
		text:
			'sourcedId,status,enabledUser,username,givenName,familyName,email\nu1,active,true,a,A,B,A@b.test\n' +
			'u2,active,true,t,T,B,t@b.test\nu3,active,true,c,C,B,c@b.test\nu4,active,true,d,D,B,\n'
	},
	{
		name: 'roles.csv',
		text:
			'sourcedId,status,userSourcedId,roleType,role,orgSourcedId\nr1,active,u1,primary,student,o1\n' +
			'r2,active,u2,secondary,student,o1\nr3,active,u2,primary,teacher,o1\n' +
			'r4,tobedeleted,u3,primary,student,o1\nr5,active,u4,secondary,student,o1\n'
	},
	...register.slice(2)
];

test('a OneRoster 1.2 export gives its students too, by their roles', () => {
	expect(readRosterFiles(newer)).toMatchObject({
		ok: true,
		lines: [
			{ email: 'a@b.test', group: 'Physics' },
			{ enrolmentId: 'd', group: 'Art' }
		]
	});
});

test('an export without a student is answered with its version', () => {
	const roleless = newer.filter(({ name }) => name !== 'roles.csv');
	expect(readRosterFiles(roleless)).toEqual({ ok: false, because: 'no_students', version: '1.2' });
	const [, users, ...rest] = register;
	expect(
		users && readRosterFiles([{ ...users, text: 'sourcedId,role\n1,teacher' }, ...rest])
	).toEqual({ ok: false, because: 'no_students', version: null });
});

test('of a register only the classes that were chosen, also of who is in several', () => {
	const read = readRosterFiles(register, ['Art']);
	expect(read).toMatchObject({
		ok: true,
		lines: [
			{ email: 'a@b.test', group: 'Art' },
			{ enrolmentId: '4', group: 'Art' }
		],
		classes: ['Art', 'Physics']
	});
});

test('a file of classes alone says which classes there are', () => {
	const read = readRosterFiles(register.slice(2, 3));
	expect(read).toMatchObject({ ok: true, lines: [], classes: ['Art', 'Physics'] });
});

test.each([
	['Moodle', 'First name,Last name,Email address,Groups\nAda,E,ada@b.test,Tuesday\n'],
	['Moodle, Spanish', 'Nombre,Apellido(s),Dirección de correo,Grupos\nAda,E,ada@b.test,Tuesday\n'],
	['Moodle, French', 'Prénom;Nom;Adresse de courriel;Groupes\nAda;E;ada@b.test;Tuesday\n'],
	['Canvas', 'Student,E-mail address,Section\n"E, Ada",ada@b.test,Tuesday\n'],
	['by hand', 'Name\tE-Mail Address\tGroup\nAda\tada@b.test\tTuesday\n'],
	['Excel, French', '"Nom";"Adresse électronique";"Classe"\n"E";"ada@b.test";"Tuesday"\n'],
	['Excel, Hindi', 'नाम,ईमेल,समूह\nAda,ada@b.test,Tuesday\n'],
	['Excel, Arabic', 'الاسم,البريد الإلكتروني,المجموعة\nAda,ada@b.test,Tuesday\n'],
	['no accents', 'NOMBRE,CORREO ELECTRONICO,SECCION\nAda,ada@b.test,Tuesday\n'],
	['decomposed', 'Nom,Adresse e\u0301lectronique,Groupe\nAda,ada@b.test,Tuesday\n']
])('headings as they are written elsewhere are known: %s', (_system, text) => {
	expect(read(text)).toMatchObject({
		lines: [{ email: 'ada@b.test', group: 'Tuesday' }],
		bad: []
	});
});

test('columns that say nothing about a roster are named as they are written', () => {
	const text = 'First name,Last name,Email address,Groups\nAda,E,ada@b.test,A\n';
	expect(read(text).unused).toEqual(['First name', 'Last name']);
	expect(read('email\na@b.test').unused).toEqual([]);
});

test('a column of addresses is one, whatever it is called', () => {
	const text = 'Student,SIS Login ID\n"Novak, Jan",jan@b.test\n"E, Ada",ada@b.test\n';
	expect(read(text)).toMatchObject({
		lines: [{ email: 'jan@b.test' }, { email: 'ada@b.test' }],
		bad: [],
		unused: ['Student']
	});
});

test('of a table without addresses nothing is taken, and its columns are named', () => {
	expect(readRosterText('First name,Last name,Groups\nJan,Novak,A\nAda,E,B\n')).toEqual({
		ok: false,
		because: 'no_addresses',
		columns: ['First name', 'Last name', 'Groups']
	});
});

test('addresses in several columns under no heading are a list, and none of them is dropped', () => {
	const { lines, bad } = read('one, two\na@b.test, c@b.test\nd@b.test, e@b.test');
	expect(lines).toHaveLength(4);
	expect(bad).toEqual(['one', 'two']);
});

test('a line that names nobody is answered as it was typed', () => {
	expect(read('a@b.test\nJan Novak\nc@b.test someone Else').bad).toEqual([
		'Jan Novak',
		'someone Else'
	]);
});

test('attack: a file that is none, or endless, ends in a word and not in a roster', () => {
	expect(readRosterText('PK\0\0')).toEqual({ ok: false, because: 'not_csv' });
	expect(readRosterText(' ')).toEqual({ ok: false, because: 'no_people' });
	expect(readRosterText(`email\n${'a@b.test\n'.repeat(20_001)}`)).toEqual({
		ok: false,
		because: 'too_many_rows'
	});
	expect(readRosterText(`email\n${'a'.repeat(400)}@b.test`)).toMatchObject({ lines: [] });
});

test.each(['Class', 'Klasse', 'Classe', 'Clase', 'Clases', 'Gruppe', 'Kurs'])(
	'a column that is called %s is the group',
	(heading) => {
		expect(read(`email,${heading}\na@b.test,10a`).lines).toEqual([
			{ email: 'a@b.test', group: '10a' }
		]);
	}
);
