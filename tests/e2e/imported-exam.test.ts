/** An exam made of what another system exported: imported, published, sat in a browser without a network, marked. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '#app/author/import/import-file.ts';
import type { ImportReport } from '#app/author/import/report.ts';
import { attemptList, attemptResults } from '#sync/schema/api.ts';
import { authoredItem, type AuthoredItem } from '#sync/schema/authored-item.ts';
import { bankAdded } from '#sync/schema/bank.ts';
import { createdExam, createdSitting, published } from '#sync/schema/teaching.ts';
import { answerAny } from '../support/answer-any.ts';
import { asset } from '../support/assets.ts';
import { createProfile, deleteProfile, launchChromium } from '../support/chromium.ts';
import { signedIn, type EdgeClient } from '../support/edge-client.ts';
import { watchPage } from '../support/page-watch.ts';
import { startStack, type Stack } from '../support/stack.ts';
import * as student from '../support/student.ts';

/** Where there are no real exports beside the repository. */
const small = {
	moodle: `<quiz><question type="truefalse"><name><text>One</text></name><questiontext format="html"><text><![CDATA[<p>Is \\(1+1=2\\)?</p>]]></text></questiontext>
		<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`,
	qti: `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="one" title="One" adaptive="false" timeDependent="false">
		<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
		<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
		<itemBody><choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Which?</prompt>
		<simpleChoice identifier="A">This</simpleChoice><simpleChoice identifier="B">That</simpleChoice></choiceInteraction></itemBody>
		<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>`
};

let stack: Stack;
let teacher: EdgeClient;
beforeAll(async () => {
	stack = await startStack();
	teacher = await signedIn(stack.origin, 'teacher@demo.test');
});
afterAll(() => stack.dispose());

function read(file: string, otherwise: string): ImportReport {
	const path = asset(file);
	if (!path)
		console.log('No recordings found, and no exports: a small file of our own is imported.');
	const bytes = path ? new Uint8Array(readFileSync(path)) : new TextEncoder().encode(otherwise);
	const imported = importFile(file, bytes);
	if (!imported.ok) throw new Error(imported.refusal.code);
	return imported.report;
}

const described = (authored: AuthoredItem): AuthoredItem =>
	authoredItem.parse(
		JSON.parse(JSON.stringify(authored).replaceAll('![](media:', '![A picture](media:'))
	);

async function schedule(report: ImportReport, title: string, email: string) {
	for (const { hash, content } of report.media) {
		const kept = await teacher.ask('PUT', `/bank/media/${hash}`, {
			body: Uint8Array.from(content)
		});
		expect(kept.status).toBe(200);
	}
	// What the report asks for: a picture without words is not published.
	const items = report.items.flatMap((found) =>
		found.outcome === 'left_out' ? [] : [described(found.authored)]
	);
	const added = await teacher.ask('POST', '/bank/items', {
		body: { items, shared: false, skipKnown: false, from: report.format }
	});
	const ids = bankAdded.parse(added.body).ids;
	const made = await teacher.ask('POST', '/teacher/exams', { body: { title, items: ids } });
	const exam = createdExam.parse(made.body).id;
	const frozen = await teacher.ask('POST', `/teacher/exams/${exam}/publish`, { body: {} });
	expect([frozen.status, frozen.body]).toEqual([201, expect.anything()]);
	published.parse(frozen.body);
	const now = Date.now();
	const sitting = await teacher.ask('POST', `/teacher/exams/${exam}/sittings`, {
		body: {
			title,
			opensAt: now - 60_000,
			closesAt: now + 3_600_000,
			durationMs: 3_000_000,
			students: [email],
			teachers: [],
			proctors: []
		}
	});
	return { ...createdSitting.parse(sitting.body), count: items.length };
}

test.each([
	{
		from: 'a Moodle export',
		file: 'items/moodle-xml/amc2moodle_bank_example.xml',
		otherwise: small.moodle,
		email: 'student1@demo.test'
	},
	{
		from: 'a QTI package',
		file: 'items/qti2/rqti_items_2.1.zip',
		otherwise: small.qti,
		email: 'student2@demo.test'
	}
])('$from is sat offline and marked', async ({ from, file, otherwise, email }) => {
	const title = `Made of ${from}`;
	const { id, startCode, count } = await schedule(read(file, otherwise), title, email);
	const profile = createProfile();
	const { page, context, close } = await launchChromium(profile, { devices: {} });
	const watched = await watchPage(context, stack.origin);
	await student.signIn(page, stack.origin, email);
	await student.waitReadyOffline(page, title);
	await student.openCheck(page, title);
	await context.setOffline(true);
	await student.startExam(page, startCode);
	await student.questionHeading(page).waitFor();
	let entered = 0;
	for (let number = 1; number <= count; number++) {
		expect(await student.position(page)).toEqual({ number, of: count });
		if (await answerAny(page)) {
			entered++;
			await student.waitSaved(page);
		}
		if (number < count) await student.goToNext(page);
	}
	await student.handIn(page);
	await context.setOffline(false);
	await page.getByRole('status').filter({ hasText: 'Received' }).waitFor({ timeout: 60_000 });
	expect(watched).toEqual({ violations: [], foreign: [], errors: [] });
	await close();
	deleteProfile(profile);

	const client = await signedIn(stack.origin, email);
	const { attempts } = attemptList.parse((await client.ask('GET', '/attempts')).body);
	const attempt = attempts.find(({ sitting }) => sitting === id)?.id ?? '';
	const results = async () =>
		attemptResults.parse((await teacher.ask('GET', `/attempts/${attempt}/results`)).body).items;
	await expect.poll(async () => (await results()).length, { timeout: 20_000 }).toBeGreaterThan(0);
	const marks = await results();
	expect(marks.filter(({ reason }) => reason !== 'empty')).toHaveLength(entered);
	expect(marks.filter(({ by }) => by === 'edge').length).toBeGreaterThan(0);
});
