/** What a column of a roster is called by Moodle, Canvas, Blackboard, registers and people, in five languages. Pure. */
export type RosterColumn = 'email' | 'number' | 'group';

/** Without case, accents, spaces and punctuation: `E-mail address` and `Email_Address` are one. */
const bare = (text: string): string =>
	text
		.normalize('NFKD')
		.replaceAll(/[^\p{L}\p{N}]/gu, '')
		.toLowerCase();

const names: Record<RosterColumn, readonly string[]> = {
	email: [
		...[
			'email',
			'e-mail',
			'mail',
			'email address',
			'mail address',
			'school email',
			'student email'
		],
		...['user email', 'email id', 'primary email', 'institution email', 'institutional email'],
		...['correo', 'correo electrónico', 'dirección de correo', 'dirección de correo electrónico'],
		...['dirección de email', 'email del estudiante', 'correo institucional'],
		...['courriel', 'adresse de courriel', 'adresse courriel', 'adresse électronique', 'mél'],
		...['adresse email', 'adresse mail', 'adresse de messagerie', 'courrier électronique'],
		...['ईमेल', 'ई-मेल', 'ईमेल पता', 'ई-मेल पता', 'ईमेल आईडी'],
		...['البريد الإلكتروني', 'بريد إلكتروني', 'عنوان البريد الإلكتروني', 'البريد', 'الإيميل']
	],
	number: [
		...['enrolment id', 'enrollment id', 'enrolment', 'enrollment', 'enrolment number'],
		...['enrollment number', 'student id', 'student number', 'id number', 'sis user id'],
		...['sis id', 'matriculation number', 'roll number', 'roll no'],
		...['número de id', 'número de identificación', 'matrícula', 'número de matrícula'],
		...['numéro d’identification', 'numéro d’étudiant', 'numéro étudiant', 'matricule'],
		...['नामांकन संख्या', 'नामांकन', 'अनुक्रमांक', 'रोल नंबर', 'आईडी संख्या', 'छात्र संख्या'],
		...['رقم القيد', 'الرقم الجامعي', 'رقم الطالب', 'رقم التسجيل', 'رقم الهوية']
	],
	group: [
		...['group', 'groups', 'group name', 'class', 'classes', 'section', 'sections', 'cohort'],
		...['cohorts', 'section name', 'course section', 'team', 'class name', 'form group'],
		...['Klasse', 'Klassen', 'Gruppe', 'Gruppen', 'Kurs', 'turma', 'classe', 'corso', 'gruppo'],
		...[
			'grupo',
			'grupos',
			'nombre del grupo',
			'clase',
			'clases',
			'sección',
			'secciones',
			'cohorte'
		],
		...['groupe', 'groupes', 'nom du groupe', 'classe', 'classes', 'cohortes'],
		...['समूह', 'वर्ग', 'कक्षा', 'अनुभाग'],
		...['المجموعة', 'المجموعات', 'مجموعة', 'مجموعات', 'الشعبة', 'شعبة', 'الصف', 'الفصل', 'القسم']
	]
};

const columns = new Map<string, RosterColumn>(
	(Object.keys(names) as RosterColumn[]).flatMap((column) =>
		names[column].map((name) => [bare(name), column] as const)
	)
);

/** null: something else, such as a name. */
export const rosterColumn = (heading: string): RosterColumn | null =>
	columns.get(bare(heading)) ?? null;
