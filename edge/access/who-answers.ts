/** Who is told that a student asks for another look at a mark. Pure. */
export interface Marker {
	id: string;
	/** Of the exam. */
	owner: boolean;
	/** A teacher of the sitting. */
	staffs: boolean;
	/** With an address that is known to be theirs, and may sign in. */
	reachable: boolean;
}

/** Of all who may answer it: the owner of the exam and the sitting's own teachers. Where none of them can be reached, whoever else may. */
export function whoAnswers<T extends Marker>(markers: readonly T[]): T[] {
	const reachable = markers.filter((one) => one.reachable);
	const own = reachable.filter(({ owner, staffs }) => owner || staffs);
	return own.length > 0 ? own : reachable;
}
