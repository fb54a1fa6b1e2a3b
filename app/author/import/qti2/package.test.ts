import { describe, expect, it } from 'vitest';
import { declared, itemXml, MATCH_CORRECT, packaged, PNG } from './sample.ts';

const named = (title: string, body = '<p>Text.</p>') =>
	itemXml({ body }).replace('title="Sample"', `title="${title}"`);
const manifest = (resources: string) =>
	`<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>${resources}</resources></manifest>`;
const resource = (href: string, type = 'imsqti_item_xmlv2p1') =>
	`<resource identifier="r" type="${type}" href="${href}"><file href="${href}"/></resource>`;
const names = (files: Record<string, string | Uint8Array>) =>
	packaged(files).items.map(({ name }) => name);

describe('packages of QTI 2', () => {
	it('an item that nobody named is called by how it begins, without what is answered', () => {
		const body =
			'<div><p>Look at the sky.</p></div><choiceInteraction responseIdentifier="RESPONSE"><prompt>Which?</prompt><simpleChoice identifier="a">blue</simpleChoice></choiceInteraction>';
		expect(
			names({
				'a.xml': named('Question', body),
				'b.xml': named('', body),
				'c.xml': named('Sky', body)
			})
		).toEqual(['Look at the sky. Which?', 'Look at the sky. Which?', 'Sky']);
	});

	it('the test gives the order and the category, items it does not name come after', () => {
		const report = packaged({
			'imsmanifest.xml': manifest(
				resource('a.xml') +
					resource('b.xml') +
					resource('c.xml') +
					resource('test.xml', 'imsqti_test_xmlv2p1')
			),
			'test.xml':
				'<assessmentTest title="Spring"><testPart><assessmentSection title="S"><assessmentItemRef href="b.xml"/><assessmentItemRef href="a.xml"><timeLimits maxTime="60"/></assessmentItemRef></assessmentSection></testPart></assessmentTest>',
			'a.xml': named('A'),
			'b.xml': named('B'),
			'c.xml': named('C')
		});
		expect(report.items.map(({ name, outcome }) => [name, outcome])).toEqual([
			['B', 'whole'],
			['A', 'changed'],
			['C', 'whole']
		]);
		expect(
			report.items.map((item) => item.outcome !== 'left_out' && item.authored.category)
		).toEqual([['Spring'], ['Spring'], []]);
		expect(report.title).toBe('Spring');
	});

	it('without a manifest every item that is there is taken', () => {
		expect(
			names({ 'x/one.xml': named('One'), 'two.xml': named('Two'), 'other.xml': '<other/>' })
		).toEqual(['Two', 'One']);
	});

	it('a file that breaks off is one item less, by name', () => {
		const report = packaged({ 'one.xml': named('One'), 'two.xml': named('Two').slice(0, 150) });
		expect(report.items).toMatchObject([
			{ name: 'One', outcome: 'whole' },
			{ name: 'two.xml', outcome: 'left_out', reason: { code: 'malformed' } }
		]);
	});

	it('pictures are found from the file of their item, encoded names too; a missing or remote one is told', () => {
		const body =
			'<p>See <img src="../img/a%20b.png" alt="A"/> <img src="gone.png" alt="B"/> <img src="https://example.org/c.png" alt="C"/></p>';
		const report = packaged({ 'items/one.xml': named('One', body), 'img/a b.png': PNG });
		expect(report.media).toHaveLength(1);
		expect(report.items[0]).toMatchObject({
			outcome: 'changed',
			changes: [{ code: 'media_missing', detail: 'gone.png' }, { code: 'media_remote' }]
		});
	});

	it('a text that items share stands before the prompt of each', () => {
		const xml = itemXml({
			declare:
				declared('single', 'string', ['x']) +
				'<assessmentStimulusRef identifier="s" href="shared.xml"/>',
			body: '<p>What? <textEntryInteraction responseIdentifier="RESPONSE"/></p>',
			rules: MATCH_CORRECT
		});
		const report = packaged({
			'one.xml': xml,
			'shared.xml':
				'<assessmentStimulus><stimulusBody><p>A story.</p></stimulusBody></assessmentStimulus>'
		});
		expect(report.items[0]).toMatchObject({
			outcome: 'whole',
			authored: { item: { prompt: 'A story.\n\nWhat?' } }
		});
	});
});
