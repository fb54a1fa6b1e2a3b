/** Who asks in the permission matrix, what there is to ask for, and how each operation is asked. */
import { z } from 'zod';
import { utf8 } from '#sync/bytes.ts';
import { sha256Hex } from '#sync/hash.ts';
import { formAnswer } from '#sync/schema/api.ts';
import { nothingArranged } from '#sync/schema/arrangement.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { formManifest } from '#sync/schema/form.ts';
import { unsafeReadSigned } from '#sync/signed.ts';
import { EdgeClient, signedIn } from '../support/edge-client.ts';
import { EdgeDevice, fetchPapers, until } from '../support/edge-device.ts';
import { copySitting } from '../support/edge-sittings.ts';
import { grantOf } from '../support/grants.ts';
import type { DevicePapers } from '../support/edge-device.ts';
import type { EdgeStack, Query } from '../support/edge-stack.ts';
import { trueFalse } from '../support/items.ts';
import { PASSWORD } from '../support/student.ts';

/** "own": theirs, or on the staff of it; "granted": an exam was shared with them; "other": same institution, nothing to do with it. */
export const askers = [
	'student own',
	'student other',
	'student elsewhere',
	'teacher own',
	'teacher granted',
	'teacher other',
	'teacher elsewhere',
	'proctor own',
	'proctor other',
	'admin own',
	'admin elsewhere',
	'nobody'
] as const;
export type AskerName = (typeof askers)[number];

const addresses: Record<Exclude<AskerName, 'nobody'>, string> = {
	'student own': 'student1@demo.test',
	'student other': 'student2@demo.test',
	'student elsewhere': 'student@elsewhere.test',
	'teacher own': 'teacher@demo.test',
	'teacher granted': 'granted@demo.test',
	'teacher other': 'other@demo.test',
	'teacher elsewhere': 'teacher@elsewhere.test',
	'proctor own': 'proctor@demo.test',
	'proctor other': 'proctor2@demo.test',
	'admin own': 'admin@demo.test',
	'admin elsewhere': 'admin@elsewhere.test'
};

export type World = {
	stack: EdgeStack;
	papers: DevicePapers;
	/** Of the attempt of the papers; something was answered in it. */
	session: string;
	/** Hash of one of the form's blobs. */
	blob: string;
	exam: string;
	/** Of the exam, published. */
	form: string;
	/** In the bank of the teacher who owns the exam, not shared. */
	item: string;
	/** Of the own student, in a sitting that opens much later. */
	unbegun: string;
	/** What the other student asked for instead of accepting the notice. */
	asked: string;
	/** Somebody whom nothing else here needs. */
	victim: string;
	clients: Map<AskerName, EdgeClient>;
	/** Signed in anew, for what ends a session. */
	fresh: (who: AskerName) => Promise<EdgeClient>;
};

async function addPeople(query: Query): Promise<{ exam: string; form: string; victim: string }> {
	const elsewhere = crypto.randomUUID();
	await query("insert into institutions (id, name) values ($1, 'Elsewhere')", [elsewhere]);
	const add = async (email: string, role: string, institution: string | null) => {
		const id = crypto.randomUUID();
		await query(
			`with fresh as (
				insert into users (id, institution_id, email, name, roles, email_verified_at)
				select $1::uuid, coalesce($4::uuid, u.institution_id), $2, 'Matrix ' || $3, array[$3], now() from users u
				where u.email = 'admin@demo.test' returning id
			)
			insert into user_passwords (user_id, hash) select fresh.id, p.hash from fresh, (select hash from user_passwords limit 1) p`,
			[id, email, role, institution]
		);
		return id;
	};
	for (const role of ['student', 'teacher', 'admin'])
		await add(`${role}@elsewhere.test`, role, elsewhere);
	const granted = await add('granted@demo.test', 'teacher', null);
	await add('other@demo.test', 'teacher', null);
	await add('proctor2@demo.test', 'proctor', null);
	const victim = await add('victim@demo.test', 'student', null);
	const [exam] = z
		.array(z.object({ id: z.string() }))
		.parse(await query('select id from exams limit 1'));
	const [form] = z
		.array(z.object({ id: z.string() }))
		.parse(await query('select id from exam_forms where exam_id = $1', [exam?.id]));
	if (!exam || !form) throw new Error('no exam');
	await query(
		`insert into teacher_exam_permissions (exam_id, user_id, institution_id, permissions, granted_by)
		select e.id, $2, e.institution_id, array['view', 'analytics'], e.owner_id from exams e where e.id = $1`,
		[exam.id, granted]
	);
	return { exam: exam.id, form: form.id, victim };
}

async function addArrangement(query: Query): Promise<{ unbegun: string; asked: string }> {
	const asked = crypto.randomUUID();
	await query(
		`insert into arrangement_requests (id, institution_id, sitting_id, student_id, reason, words, notice_hash)
		select $1, a.institution_id, a.sitting_id, a.student_id, 'camera', '', repeat('0', 64)
		from exam_attempts a join users u on u.id = a.student_id where u.email = 'student2@demo.test' order by a.created_at limit 1`,
		[asked]
	);
	const later = await copySitting(query, { opens: 90_000, closes: 90_060 });
	const [row] = await query(
		`select a.id from exam_attempts a join users u on u.id = a.student_id
		where a.sitting_id = $1 and u.email = 'student1@demo.test'`,
		[later]
	);
	return { unbegun: z.object({ id: z.string() }).parse(row).id, asked };
}

export async function makeWorld(stack: EdgeStack): Promise<World> {
	const { exam, form: formId, victim } = await stack.database(addPeople);
	const papers = await fetchPapers(stack.origin, 'student1@demo.test');
	const device = EdgeDevice.create(papers).connect();
	await device.open();
	const { seq } = await device.write({
		kind: 'response',
		data: { item: 'wettest-month', value: { type: 'single_choice', choice: 'wettest-month-1' } }
	});
	await device.untilReceipted(seq);
	device.disconnect();
	const checkpoint = () => papers.client.ask('GET', '/log/checkpoint');
	await until(async () => (await checkpoint()).status === 200, 60_000);
	const form = await papers.client.ask('GET', `/sittings/${papers.attempt.sitting}/form`);
	const manifest = unsafeReadSigned(formAnswer.parse(form.body).signed, formManifest);
	const blob = manifest.ok ? (manifest.statement.blobs[0]?.hash ?? '') : '';
	const { unbegun, asked } = await stack.database(addArrangement);
	const fresh = async (who: AskerName) =>
		who === 'nobody' ? new EdgeClient(stack.origin) : signedIn(stack.origin, addresses[who]);
	const clients = new Map<AskerName, EdgeClient>();
	for (const who of askers) clients.set(who, await fresh(who));
	const added = await clients.get('teacher own')?.ask('POST', '/bank/items', {
		body: { items: [trueFalse('Mine')], shared: false, skipKnown: false, from: 'test' }
	});
	const [item] = bankAdded.parse(added?.body).ids;
	return {
		stack,
		papers,
		session: device.session,
		blob,
		exam,
		form: formId,
		item: item ?? '',
		unbegun,
		asked,
		victim,
		clients,
		fresh
	};
}

export type Asked = {
	params?: Record<string, string>;
	query?: string;
	body?: unknown;
	headers?: Record<string, string>;
	/** Signed in for this one alone. */
	fresh?: true;
};
const nowhere = '00000000-0000-4000-8000-000000000000';
const settings = {
	blind: true,
	second: 'none',
	sampleShare: 0,
	tolerance: 0,
	combine: 'mean',
	step: 0.5,
	passPercent: null
};
const shows = { marks: true, answers: false, feedback: false, responses: false, comments: false };
const rekeying = {
	version: 99,
	changes: [{ kind: 'strike_full', item: 'wettest-month' }],
	replacePersons: false
};
const token = 'A'.repeat(43);
const noCopy = utf8('no copy');

/** One sensible request of each operation; what it asks for is student one's, the demo exam's, the demo sitting's. */
export function requestsOf(
	{ papers, session, blob, exam, form, item, unbegun, asked, victim }: World,
	who: AskerName
): Record<string, Asked> {
	const { id: attempt, sitting } = papers.attempt;
	const { deviceKey } = papers.ticket;
	const ceremony = { ceremony: token, answer: { id: 'x' } };
	const proof = { password: PASSWORD };
	return {
		login: { body: { email: 'nobody@demo.test', password: 'x' } },
		refresh: { body: { refreshToken: token } },
		logout: { body: {}, fresh: true },
		currentSession: {},
		signInOptions: {},
		register: {
			body: { name: 'N', email: 'n@demo.test', password: 'long enough 1', invitation: token }
		},
		readInvitation: { body: { token } },
		verifyEmail: { body: { token, password: 'x' } },
		// Each for another address: mails to one are counted.
		forgotPassword: { body: { email: `${who.replace(' ', '-')}@nowhere.test` } },
		resetPassword: { body: { token, password: 'long enough 1' } },
		changePassword: { body: { current: 'wrong', next: 'long enough 1' } },
		profile: {},
		changeProfile: { body: {} },
		exportOwnData: {},
		eraseOwnData: { body: { email: 'somebody@else.test' } },
		ownDataRules: {},
		endSignIn: { params: { id: nowhere } },
		capturedMail: {},
		passkeySignInOptions: { body: {} },
		passkeySignIn: { body: ceremony },
		secondFactor: { body: ceremony },
		proofOptions: { body: {} },
		passkeyRegistrationOptions: { body: { proof } },
		addPasskey: { body: { ...ceremony, name: 'key' } },
		removePasskey: { params: { id: 'x' }, body: { proof } },
		startProviderSignIn: { params: { provider: nowhere } },
		finishProviderSignIn: { params: { provider: nowhere }, query: '?state=x&code=y' },
		unlinkAccount: { query: '?issuer=x&subject=y' },
		listAttempts: {},
		fetchTicket: { params: { id: attempt }, body: { deviceKey } },
		fetchKey: { params: { id: attempt }, body: { ticket: papers.signed } },
		fetchHandedOver: { params: { id: attempt }, body: { ticket: papers.signed } },
		fetchForm: { params: { id: sitting } },
		fetchBlob: { params: { id: sitting, hash: blob } },
		publishBlob: { params: { hash: '0'.repeat(64) }, body: 'x' },
		publishMedia: { params: { id: nowhere, hash: '0'.repeat(64) }, body: 'x' },
		logSocket: { params: { room: papers.ticket.room, session: nowhere } },
		fileState: { params: { id: attempt, hash: '0'.repeat(64) } },
		putFilePart: { params: { id: attempt, hash: '0'.repeat(64), part: '0' }, body: 'x' },
		listFiles: { params: { id: attempt } },
		fetchFile: { params: { id: attempt, hash: '0'.repeat(64) } },
		stillState: { params: { id: attempt, hash: '0'.repeat(64) } },
		putStillPart: { params: { id: attempt, hash: '0'.repeat(64), part: '0' }, body: 'x' },
		listStills: { params: { id: attempt } },
		fetchStill: { params: { id: attempt, hash: '0'.repeat(64) } },
		listSittings: {},
		showSitting: { params: { id: sitting } },
		sittingParts: { params: { id: sitting } },
		watchSitting: { params: { id: sitting } },
		controlSitting: {
			params: { id: sitting },
			body: {
				id: crypto.randomUUID(),
				to: [attempt],
				act: { act: 'message', text: 'Matrix' }
			}
		},
		bringCopy: { params: { id: sitting, hash: sha256Hex(noCopy) }, body: noCopy },
		lockSitting: { params: { id: sitting }, body: { reason: 'matrix' } },
		unlockSitting: { params: { id: sitting }, body: { reason: 'matrix' } },
		exportBundle: { params: { id: attempt } },
		attemptResults: { params: { id: attempt } },
		studentDashboard: {},
		availableExams: {},
		startExam: { params: { id: sitting }, body: { deviceKey } },
		submitExam: { params: { attempt }, body: {} },
		beginAnotherAttempt: { params: { id: sitting }, body: {} },
		beginPractice: { body: { locale: 'en' } },
		ownAttempt: { params: { id: attempt } },
		teacherDashboard: {},
		createExam: { body: { title: 'Matrix' } },
		searchItems: {},
		itemFacets: {},
		addItems: {
			body: { items: [trueFalse('Matrix')], shared: false, skipKnown: false, from: 'test' }
		},
		showItem: { params: { id: item } },
		changeItem: { params: { id: item }, body: { authored: trueFalse('Matrix again'), base: 1 } },
		changeItems: { body: { ids: [item], addTags: ['matrix'] } },
		readItems: { body: { ids: [item] } },
		exportItems: { body: { ids: [item], format: 'invigil' } },
		exportExam: { params: { id: exam }, body: { items: 1, format: 'invigil', withKeys: true } },
		putMedia: { params: { hash: '0'.repeat(64) }, body: 'x' },
		fetchMedia: { params: { hash: '0'.repeat(64) } },
		listMarking: {},
		showMarking: { params: { id: sitting } },
		changeMarkingSettings: { params: { id: sitting }, body: { revision: 999, settings } },
		assignMarkers: { params: { id: sitting }, body: { revision: 999, items: [] } },
		closeMarking: { params: { id: sitting }, body: { leaveWaiting: true } },
		reopenMarking: { params: { id: sitting }, body: { because: 'matrix' } },
		listAnswers: { params: { id: sitting } },
		saveMarks: {
			params: { id: sitting },
			body: {
				saves: [
					{
						save: crypto.randomUUID(),
						script: nowhere,
						item: 'x',
						as: 'marker',
						revision: 0,
						mark: { points: 1, comment: '', scores: [], annotations: [], done: true }
					}
				]
			}
		},
		listRemarks: { params: { id: sitting } },
		answerRemark: { params: { request: nowhere }, body: { outcome: 'kept', answer: 'matrix' } },
		showRelease: { params: { id: sitting } },
		changeRelease: {
			params: { id: sitting },
			body: {
				revision: 999,
				shows,
				from: 0,
				requestsUntil: null,
				hidden: false,
				leaveWaiting: true
			}
		},
		attemptMarks: { params: { id: attempt } },
		overrideResult: {
			params: { id: attempt, item: 'x' },
			body: { points: 1, because: 'matrix', from: null }
		},
		listHeld: { params: { id: sitting } },
		showHeld: { params: { id: attempt } },
		compareHeld: {
			params: { id: attempt },
			body: { stands: [{ session, upTo: 0 }] }
		},
		decideAttempt: {
			params: { id: attempt },
			body: { decision: 'accept', because: 'matrix', after: 0, seen: [] }
		},
		sittingResults: { params: { id: sitting } },
		exportResults: { params: { id: sitting }, query: '?as=csv' },
		examMarks: { params: { id: exam } },
		formKeys: { params: { form } },
		previewKeys: { params: { form }, body: rekeying },
		applyKeys: {
			params: { form },
			body: { ...rekeying, hash: '0'.repeat(64), because: 'matrix' }
		},
		markingMedia: { params: { id: sitting, hash: '0'.repeat(64) } },
		markedFile: { params: { id: sitting, hash: '0'.repeat(64) }, query: `?script=${nowhere}` },
		releasedMedia: { params: { id: attempt, hash: '0'.repeat(64) } },
		ownResults: {},
		releasedResults: { params: { id: attempt } },
		askRemark: {
			params: { id: attempt },
			body: { id: crypto.randomUUID(), item: 'x', reason: 'matrix' }
		},
		withdrawRemark: { params: { request: nowhere }, body: {} },
		examAnalytics: { params: { id: exam } },
		listExams: {},
		showDraft: { params: { id: exam } },
		writeDraft: { params: { id: exam } },
		saveVersion: { params: { id: exam }, body: { name: 'Matrix' } },
		restoreVersion: { params: { id: exam, version: '999' }, body: { name: 'Matrix' } },
		checkDraft: { params: { id: exam } },
		publishExam: { params: { id: exam }, body: {} },
		createSitting: {
			params: { id: exam },
			body: {
				opensAt: Date.now(),
				closesAt: Date.now() + 3_600_000,
				durationMs: 600_000,
				students: [],
				teachers: [],
				proctors: []
			}
		},
		sittingPlan: { params: { id: sitting } },
		changeSitting: { params: { id: sitting }, body: { revision: 999 } },
		addSittingStaff: {
			params: { id: sitting },
			body: { email: 'proctor@demo.test', role: 'proctor' }
		},
		removeSittingStaff: { params: { id: sitting }, body: { person: nowhere, role: 'proctor' } },
		sittingCalendar: { params: { id: sitting } },
		checkRoster: { body: { lines: [{ email: 'student1@demo.test' }] } },
		lawHere: {},
		listCohorts: {},
		addToRoster: { params: { id: sitting }, body: { lines: [{ email: 'student1@demo.test' }] } },
		removeFromRoster: { params: { id: sitting }, body: { attempts: [nowhere] } },
		makeJoinLink: { params: { id: sitting }, body: {} },
		closeJoinLink: { params: { id: sitting } },
		readJoinLink: { body: { token } },
		joinSitting: { body: { token } },
		examShares: { params: { id: exam } },
		shareExam: { params: { id: exam }, body: { email: 'other@demo.test', permissions: [] } },
		taughtStudent: { params: { id: papers.ticket.student } },
		attemptMonitoring: { params: { id: attempt } },
		teacherAlerts: {},
		addMonitorEvents: {
			body: {
				attempt,
				events: [
					{ check: 'gaze_away', from: 0, to: 1000, peak: 1, confidence: 0.5, at: Date.now() }
				]
			}
		},
		listPeople: {},
		showPerson: { params: { id: victim } },
		lockPerson: { params: { id: victim }, body: { reason: 'matrix' } },
		unlockPerson: { params: { id: victim }, body: {} },
		changeRoles: { params: { id: victim }, body: { roles: ['student'] } },
		changeLegalHold: { params: { id: victim }, body: { because: null } },
		listAccommodations: { params: { id: victim } },
		grantAccommodation: { params: { id: victim }, body: grantOf({ extraMinutes: 5 }) },
		changeAccommodation: {
			params: { id: victim, accommodation: nowhere },
			body: grantOf({ extraMinutes: 5 })
		},
		endAccommodation: { params: { id: victim, accommodation: nowhere }, body: {} },
		ownAccommodations: {},
		grantAtSitting: {
			params: { id: sitting, attempt },
			body: { granted: grantOf({ extraMinutes: 5 }).granted, instead: null }
		},
		endAtSitting: { params: { id: sitting, attempt }, body: { id: nowhere } },
		askArrangement: {
			params: { id: unbegun },
			body: {
				id: crypto.randomUUID(),
				reason: 'camera',
				words: 'matrix',
				noticeHash: '0'.repeat(64)
			}
		},
		withdrawArrangement: { params: { id: unbegun }, body: {} },
		answerArrangement: {
			params: { id: sitting, arrangement: asked },
			body: { granted: { ...nothingArranged, noCamera: true }, words: '' }
		},
		invite: { body: { emails: ['student1@demo.test'], roles: ['student'] } },
		listProviders: {},
		addProvider: {
			body: {
				name: 'P',
				// Where no provider is: who may add one is told so.
				issuer: 'http://127.0.0.1:1',
				clientId: `c-${who.replace(' ', '-')}`,
				clientSecret: null
			}
		},
		changeProvider: { params: { id: nowhere }, body: { enabled: false } },
		removeProvider: { params: { id: nowhere } },
		importPeople: { body: { files: [{ name: 'p.csv', text: 'name,email\nN,n@x.test\n' }] } },
		sendImportMails: { body: {} },
		sendLink: { params: { id: victim }, body: {} },
		listInvitations: {},
		searchAuditLog: {},
		exportAuditLog: {},
		checkAuditLog: {},
		showSettings: {},
		changeSettings: { body: {} },
		securityAlerts: {},
		bringAgain: { body: { since: 0, after: null } },
		rotateTokenKeys: { body: {} },
		logCheckpoint: {},
		logTile: { params: { name: '6/999' } },
		logProof: { params: { id: attempt, session: nowhere } },
		metrics: {},
		health: {},
		edgeKeys: {},
		tokenKeys: {},
		openApi: {},
		apiPage: {}
	};
}
