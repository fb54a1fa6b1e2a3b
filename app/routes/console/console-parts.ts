import type { Role } from '#sync/schema/person.ts';

interface Part {
	name: 'sittings' | 'marking' | 'exams' | 'items' | 'people' | 'audit' | 'settings';
	href: string;
	/** Other addresses that belong to it. */
	also?: readonly string[];
}

const ofSittings: readonly Part[] = [
	{ name: 'sittings', href: '/console', also: ['/console/sittings', '/console/attempts'] }
];
const ofTeachers: readonly Part[] = [
	{ name: 'marking', href: '/console/marking' },
	{ name: 'exams', href: '/console/exams' },
	{ name: 'items', href: '/console/items' }
];
const ofAdmins: readonly Part[] = [
	{ name: 'people', href: '/console/people' },
	{ name: 'audit', href: '/console/audit' },
	{ name: 'settings', href: '/console/settings' }
];

/** What the console has for somebody, what they come for first. The edge decides; this keeps dead ends out of sight. */
export const consoleParts = (roles: readonly Role[]): readonly Part[] => [
	...(roles.some((role) => role === 'teacher' || role === 'proctor') ? ofSittings : []),
	...(roles.includes('teacher') ? ofTeachers : []),
	...(roles.includes('admin') ? ofAdmins : [])
];

/** Of the pages that only admins have anything on. */
export const isForAdmins = (pathname: string): boolean =>
	ofAdmins.some(({ href }) => pathname === href || pathname.startsWith(`${href}/`));

/** Whether an address is of a part: marks and results of a sitting are marking, wherever their address lies. */
export function isOfPart(
	{ href, also = [] }: Pick<Part, 'href' | 'also'>,
	pathname: string
): boolean {
	const place = pathname.replace(
		/^\/console\/sittings\/[^/]+\/(?:marking|results)/,
		'/console/marking'
	);
	return (
		href === place ||
		[...also, href].some((start) => start !== '/console' && place.startsWith(`${start}/`))
	);
}
