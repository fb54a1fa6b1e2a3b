import { expect, test } from 'vitest';
import { planImport, readPeopleFiles } from './import-people.ts';
import type { KnownPerson } from './import-people.ts';

const csv = (text: string) => readPeopleFiles([{ name: 'people.csv', text }]);
function people(text: string) {
	const read = csv(text);
	if (!read.ok) throw new Error(read.because);
	return read.people;
}
const known = (changed: Partial<KnownPerson> = {}): KnownPerson => ({
	id: 'u1',
	name: 'Ada Lovelace',
	email: 'ada@school.test',
	roles: ['student'],
	externalId: 'x1',
	enrolmentId: 'E1',
	cohort: '10b',
	department: null,
	locked: false,
	erased: false,
	...changed
});

test('a spreadsheet with a byte order mark, quotes, semicolons and its own order of columns is read', () => {
	expect(
		people(
			'\ufeffEmail;Name;External ID;Roles\n"ADA@school.test";"Lovelace; Ada";x1;"teacher;admin"\n\n'
		)
	).toMatchObject([
		{
			line: 2,
			email: 'ada@school.test',
			name: 'Lovelace; Ada',
			externalId: 'x1',
			roles: ['admin', 'teacher']
		}
	]);
});

test.for([
	['Moodle', 'First name,Last name,ID number,Email address,Groups\nAda,Lovelace,E1,ADA@b.test,10b'],
	['a register', 'Surname;First Name;Student ID;E-mail;Class\nLovelace;Ada;E1;ada@b.test;10b'],
	[
		'Spanish',
		'Nombre,Apellidos,Número de ID,Dirección de correo,Grupo\nAda,Lovelace,E1,ada@b.test,10b'
	],
	['French', 'Prénom,Nom,Numéro étudiant,Courriel,Groupe\nAda,Lovelace,E1,ada@b.test,10b'],
	['Hindi', 'नाम,रोल नंबर,ईमेल,कक्षा\nAda Lovelace,E1,ada@b.test,10b'],
	['Arabic', 'الاسم الكامل,رقم الطالب,البريد الإلكتروني,الصف\nAda Lovelace,E1,ada@b.test,10b']
])('headings as they are written elsewhere are known: %s', ([, text]) => {
	expect(people(text ?? '')).toEqual([
		expect.objectContaining({
			...{ name: 'Ada Lovelace', email: 'ada@b.test', enrolmentId: 'E1', cohort: '10b' },
			...{ roles: ['student'], problem: null }
		})
	]);
});

test('a column that is called as the guide calls it goes before one that means the same', () => {
	const [one] = people('School email,email,name\nold@b.test,ada@b.test,Ada');
	expect(one?.email).toBe('ada@b.test');
	expect(people('School email,email,name\nada@b.test,,Ada')[0]?.email).toBe('ada@b.test');
});

test('a table without a column of addresses is none of people', () => {
	expect(csv('name,department\nAda,Maths')).toEqual({ ok: false, because: 'no_heading' });
});

test('each row that cannot be taken says why, and the others are', () => {
	const read = people(
		[
			'name,email,roles,password_hash',
			',a@b.test,student,',
			'B,,student,',
			'C,no address,student,',
			'D,d@b.test,owner,',
			'E,e@b.test,student,plain text',
			'F,f@b.test,student,',
			'Not F,F@b.test,student,',
			'G,g@b.test,,'
		].join('\n')
	);
	expect(read.map(({ problem }) => problem)).toEqual([
		'no_name',
		'no_email',
		'bad_email',
		'bad_role',
		'bad_password_hash',
		null,
		'twice_in_file',
		null
	]);
});

test('of rows with the same id the first is taken too, whatever their addresses', () => {
	const read = people(
		'name,email,external_id\nA,a@b.test,x1\nA,other@b.test,x1\nB,b@b.test,\nC,c@b.test,\n'
	);
	expect(read.map(({ problem }) => problem)).toEqual([null, 'twice_in_file', null, null]);
});

test('what is no table of people is refused as a whole', () => {
	expect(csv('')).toEqual({ ok: false, because: 'no_heading' });
	expect(csv('just one column\nx\n')).toEqual({ ok: false, because: 'no_heading' });
	expect(csv('PK\u0003\u0004\0\0')).toEqual({ ok: false, because: 'not_csv' });
	const rows = Array.from({ length: 20_001 }, (_none, n) => `N,${n}@b.test`).join('\n');
	expect(csv(`name,email\n${rows}`)).toEqual({ ok: false, because: 'too_many_rows' });
});

test('OneRoster 1.1: users, their classes as cohorts, who left, and never a password', () => {
	const read = readPeopleFiles([
		{ name: 'export/manifest.csv', text: 'propertyName,value\nmanifest.version,1.0\n' },
		{
			name: 'export/users.csv',
			text: 'sourcedId,status,enabledUser,role,username,givenName,familyName,identifier,email,password\nu1,active,true,student,ada,Ada,Lovelace,E1,ada@school.test,secret\nu2,tobedeleted,true,teacher,bob,Bob,B,,bob@school.test,\nu3,active,true,parent,eve,Eve,E,,eve@home.test,\n'
		},
		{ name: 'export/classes.csv', text: 'sourcedId,title\nc1,10b\n' },
		{ name: 'export/enrollments.csv', text: 'classSourcedId,userSourcedId,role\nc1,u1,student\n' }
	]);
	expect(read).toMatchObject({
		ok: true,
		format: 'oneroster',
		people: [
			{
				externalId: 'u1',
				name: 'Ada Lovelace',
				cohort: '10b',
				enrolmentId: 'E1',
				passwordHash: null,
				leaves: false
			},
			{ externalId: 'u2', roles: ['teacher'], leaves: true }
		]
	});
	const without = readPeopleFiles([{ name: 'orgs.csv', text: 'sourcedId,name\n' }]);
	expect(without).toEqual({ ok: false, because: 'no_users_file' });
});

test('the plan: added, changed with what, the same, locked who left; the same file again changes nothing', () => {
	const rows = people(
		'name,email,external_id,cohort\nAda King,ada@school.test,x1,10b\nNew One,new@school.test,x2,\n'
	);
	const first = planImport(rows, [known()], new Set());
	expect(first.map(({ action, changes }) => [action, changes])).toEqual([
		['change', [{ field: 'name', before: 'Ada Lovelace', after: 'Ada King' }]],
		['add', []]
	]);
	const after = [
		known({ name: 'Ada King' }),
		known({ id: 'u2', name: 'New One', email: 'new@school.test', externalId: 'x2' })
	];
	expect(planImport(rows, after, new Set()).map(({ action }) => action)).toEqual(['same', 'same']);
});

test('attack: a file that takes another person’s address, or one of another institution, or brings back the erased', () => {
	const takes = people('name,email,external_id\nX,ada@school.test,x9\n');
	expect(planImport(takes, [known()], new Set())[0]).toMatchObject({
		action: 'refuse',
		because: 'email_of_another'
	});
	const moves = people('name,email,external_id\nX,bob@school.test,x1\n');
	const bob = known({ id: 'u2', email: 'bob@school.test', externalId: 'x2' });
	expect(planImport(moves, [known(), bob], new Set())[0]?.because).toBe('email_of_another');
	const foreign = people('name,email\nX,far@away.test\n');
	expect(planImport(foreign, [], new Set(['far@away.test']))[0]?.because).toBe('email_of_another');
	expect(
		planImport(
			people('name,email,external_id\nA,ada@school.test,x1\n'),
			[known({ erased: true })],
			new Set()
		)[0]?.because
	).toBe('erased');
});
