/** The package around the items: a manifest, a test that tells their order and categories, and the files they show. */
import { tag, textTag, xmlFile } from '../text/xml.ts';
import { OWN_TOOL } from '../../import/qti2/own-tool.ts';
import { elementFor, type Version } from './names.ts';

export type PackagedItem = {
	identifier: string;
	file: string;
	category: readonly string[];
	/** Files in the package. */
	files: readonly string[];
};

const kinds = {
	'2.2': {
		space: 'http://www.imsglobal.org/xsd/imscp_v1p1',
		test: 'http://www.imsglobal.org/xsd/imsqti_v2p2',
		schema: 'QTIv2.2 Package',
		version: '1.0.0',
		suffix: 'xmlv2p2'
	},
	'3.0': {
		space: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
		test: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
		schema: 'QTI Package',
		version: '3.0.0',
		suffix: 'xmlv3p0'
	}
} as const;

export function manifest(version: Version, items: readonly PackagedItem[]): string {
	const { space, schema, version: schemaVersion, suffix } = kinds[version];
	const media = [...new Set(items.flatMap(({ files }) => files))].toSorted();
	const idOf = (file: string) => `MEDIA_${media.indexOf(file) + 1}`;
	const resource = (
		attributes: { identifier: string; type: string; href: string },
		dependencies: readonly string[]
	) =>
		tag(
			'resource',
			attributes,
			tag('file', { href: attributes.href }),
			...dependencies.map((identifierref) => tag('dependency', { identifierref }))
		);
	return xmlFile(
		tag(
			'manifest',
			{ xmlns: space, identifier: 'MANIFEST' },
			tag('metadata', {}, textTag('schema', schema), textTag('schemaversion', schemaVersion)),
			tag('organizations', {}),
			tag(
				'resources',
				{},
				resource(
					{ identifier: 'TEST', type: `imsqti_test_${suffix}`, href: TEST_FILE },
					items.map(({ identifier }) => identifier)
				),
				...items.map(({ identifier, file, files }) =>
					resource({ identifier, type: `imsqti_item_${suffix}`, href: file }, files.map(idOf))
				),
				...media.map((file) =>
					resource({ identifier: idOf(file), type: 'webcontent', href: file }, [])
				)
			)
		)
	);
}

export const TEST_FILE = 'test.xml';

/**
 * Sections inside sections are the category, from the broadest to the narrowest; items keep their order. That it is ours tells our importer
 * that the title is the exam's alone: others file their questions under it.
 */
export function testFile(version: Version, items: readonly PackagedItem[], title: string): string {
	const element = elementFor(version);
	let count = 0;
	const section = (title: string, ...inside: string[]) =>
		element(
			'assessmentSection',
			{ identifier: `SECTION_${++count}`, title, visible: true },
			...inside
		);
	const level = (all: readonly PackagedItem[], depth: number): string[] => {
		const made: string[] = [];
		for (let at = 0; at < all.length;) {
			const first = all[at] as PackagedItem;
			const name = first.category[depth];
			if (name === undefined) {
				made.push(element('assessmentItemRef', { identifier: first.identifier, href: first.file }));
				at++;
				continue;
			}
			let end = at;
			while (all[end]?.category[depth] === name) end++;
			made.push(section(name, ...level(all.slice(at, end), depth + 1)));
			at = end;
		}
		return made;
	};
	return xmlFile(
		element(
			'assessmentTest',
			{ xmlns: kinds[version].test, identifier: 'TEST', title, toolName: OWN_TOOL },
			element(
				'testPart',
				{ identifier: 'PART', navigationMode: 'nonlinear', submissionMode: 'simultaneous' },
				section('', ...level(items, 0))
			)
		)
	);
}
