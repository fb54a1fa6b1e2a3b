import { describe, expect, it } from 'vitest';
import {
	declared,
	itemXml,
	made,
	mapped,
	MAP_RESPONSE,
	MATCH_CORRECT,
	packaged,
	PNG,
	reasonOf
} from './sample.ts';

const associable = (ids: readonly string[], most = 1) =>
	ids
		.map(
			(id) =>
				`<simpleAssociableChoice identifier="${id}" matchMax="${most}">${id.toUpperCase()}</simpleAssociableChoice>`
		)
		.join('');

describe('what is put to something, of QTI 2', () => {
	it('rows with options, a part of the points each', () => {
		const item = made({
			declare: declared('multiple', 'directedPair', ['a x', 'b y'], mapped({ 'a x': 1, 'b y': 1 })),
			body: `<matchInteraction responseIdentifier="RESPONSE" maxAssociations="0"><prompt>Match.</prompt><simpleMatchSet>${associable(['a', 'b'])}</simpleMatchSet><simpleMatchSet>${associable(['x', 'y', 'z'], 0)}</simpleMatchSet></matchInteraction>`,
			rules: MAP_RESPONSE
		});
		expect(item.item).toMatchObject({ type: 'matching', several: false, reuse: true, points: 2 });
		expect(item.solution).toEqual({
			type: 'matching',
			item: 'item-1',
			correct: [
				{ row: 'row-1', option: 'option-1' },
				{ row: 'row-2', option: 'option-2' }
			],
			credit: 'parts'
		});
		expect(item.changes).toEqual([]);
	});

	it('pairs within one set become two columns, which is told', () => {
		const item = made({
			declare: declared('multiple', 'pair', ['a b', 'd c']),
			body: `<associateInteraction responseIdentifier="RESPONSE"><prompt>Pairs.</prompt>${associable(['a', 'b', 'c', 'd'])}</associateInteraction>`,
			rules: MATCH_CORRECT
		});
		expect(item.item.type).toBe('matching');
		expect(item.solution).toMatchObject({ credit: 'all' });
		expect(item.changes).toEqual(['type_approximated']);
	});

	it('words for the blanks of a text, less for wrong ones where the mapping says so', () => {
		const item = made({
			declare: declared(
				'multiple',
				'directedPair',
				['w1 g1', 'w2 g2'],
				mapped({ 'w1 g1': 1, 'w2 g2': 1 }, 'defaultValue="-1" lowerBound="0"')
			),
			body: '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="w1" matchMax="1">sun</gapText><gapText identifier="w2" matchMax="1">moon</gapText><p>Day: <gap identifier="g1"/>, night: <gap identifier="g2"/>.</p></gapMatchInteraction>',
			rules: MAP_RESPONSE
		});
		expect(item.item).toMatchObject({
			type: 'drag_text',
			prompt: 'Day: [[blank-1]], night: [[blank-2]].',
			blanks: ['blank-1', 'blank-2'],
			reuse: false
		});
		expect(item.solution).toMatchObject({ credit: 'parts_less_wrong' });
		expect(item.changes).toEqual([]);
	});

	it('places on a picture in shares of the size it is shown at', () => {
		const xml = itemXml({
			declare: declared('single', 'identifier', ['p1']),
			body: '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where?</prompt><object data="../img/map.png" type="image/png" width="200" height="100">A map</object><hotspotChoice identifier="p0" shape="rect" coords="0,0,50,50"/><hotspotChoice identifier="p1" shape="circle" coords="100,50,20"/></hotspotInteraction>',
			rules: MATCH_CORRECT
		});
		const report = packaged({ 'items/one.xml': xml, 'img/map.png': PNG });
		const [item] = report.items;
		expect(item).toMatchObject({
			outcome: 'whole',
			authored: {
				item: {
					type: 'hotspot',
					alt: 'A map',
					most: 1,
					areas: [
						{ id: 'area-1', shape: { kind: 'rectangle', x: 0, y: 0, width: 0.25, height: 0.5 } },
						{ id: 'area-2', shape: { kind: 'circle', x: 0.5, y: 0.5, radius: 0.1 } }
					]
				},
				solution: { correct: ['area-2'] }
			}
		});
		expect(report.media.map(({ name, contentType }) => [name, contentType])).toEqual([
			['map.png', 'image/png']
		]);
	});

	describe('a point anywhere on a picture', () => {
		const pointed = (entries: string, mostChoices = 1) => {
			const declare = declared('multiple', 'point', ['10 10']).replace(
				'</responseDeclaration>',
				`<areaMapping defaultValue="0">${entries}</areaMapping></responseDeclaration>`
			);
			const xml = itemXml({
				declare,
				body: `<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="${mostChoices}"><prompt>Where?</prompt><object data="map.png" type="image/png" width="200" height="100">A map</object></selectPointInteraction>`,
				rules: MAP_RESPONSE.replace('map_response', 'map_response_point')
			});
			return packaged({ 'one.xml': xml, 'map.png': PNG }).items[0];
		};
		const right = '<areaMapEntry shape="rect" coords="0,0,50,50" mappedValue="2"/>';
		const wrong = '<areaMapEntry shape="circle" coords="100,50,20" mappedValue="0"/>';

		it('is a choice among its places, which is told', () => {
			expect(pointed(right + wrong)).toMatchObject({
				outcome: 'changed',
				changes: [{ code: 'type_approximated', detail: 'selectPointInteraction' }],
				authored: {
					item: {
						type: 'hotspot',
						points: 2,
						most: 1,
						areas: [
							{ id: 'area-1', shape: { kind: 'rectangle', width: 0.25, height: 0.5 } },
							{ id: 'area-2', shape: { kind: 'circle', x: 0.5, y: 0.5, radius: 0.1 } }
						]
					},
					solution: { type: 'hotspot', correct: ['area-1'] }
				}
			});
		});

		it('of several places gives each its part', () => {
			expect(pointed(right + wrong + right.replace('0,0,50,50', '150,0,200,50'), 2)).toMatchObject({
				authored: {
					item: { points: 4, most: 2 },
					solution: { correct: ['area-1', 'area-3'], credit: 'parts' }
				}
			});
		});

		it('where nothing would be left to find is left out, and says so', () => {
			for (const entries of ['', right, right + right.replace('0,0,50,50', '150,0,200,50')])
				expect(pointed(entries)).toMatchObject({
					outcome: 'left_out',
					reason: { code: 'places_hidden' }
				});
		});
	});

	it('labels for the zones of a picture', () => {
		const xml = itemXml({
			declare: declared('multiple', 'directedPair', ['l1 z1'], mapped({ 'l1 z1': 2 })),
			body: '<graphicGapMatchInteraction responseIdentifier="RESPONSE"><prompt>Label.</prompt><object data="map.png" type="image/png" width="100" height="100">A map</object><gapText identifier="l1" matchMax="1">North</gapText><gapText identifier="l2" matchMax="1">South</gapText><associableHotspot identifier="z1" shape="circle" coords="50,50,10" matchMax="1"/></graphicGapMatchInteraction>',
			rules: MAP_RESPONSE
		});
		expect(packaged({ 'one.xml': xml, 'map.png': PNG }).items).toMatchObject([
			{
				outcome: 'whole',
				authored: {
					item: {
						type: 'drag_picture',
						points: 2,
						zones: [{ id: 'zone-1', x: 0.4, y: 0.4, width: 0.2, height: 0.2 }]
					},
					solution: { correct: [{ zone: 'zone-1', options: ['option-1'] }] }
				}
			}
		]);
	});

	it('without its picture a picture item is left out', () => {
		const body =
			'<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where?</prompt><object data="gone.png" type="image/png"/><hotspotChoice identifier="p0" shape="rect" coords="0,0,5,5"/></hotspotInteraction>';
		expect(reasonOf({ declare: declared('single', 'identifier', ['p0']), body })).toBe(
			'picture_missing'
		);
	});
});
