/**
 * One JSON object a line. No personal data: ids and codes, never names, addresses, responses or tokens. Of a thrown error its name and
 * its text alone, because a driver's error can carry the values of a query.
 */
type Facts = Record<string, string | number | boolean | null | undefined>;

export function logEvent(what: string, facts: Facts = {}): void {
	console.log(JSON.stringify({ at: new Date().toISOString(), level: 'info', what, ...facts }));
}

export function logProblem(what: string, problem: unknown, facts: Facts = {}): void {
	const said =
		problem instanceof Error
			? { error: problem.name, says: problem.message }
			: { says: String(problem) };
	console.error(
		JSON.stringify({ at: new Date().toISOString(), level: 'error', what, ...said, ...facts })
	);
}
