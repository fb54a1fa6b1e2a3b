export const MOST_FILES = 20;
export const MOST_BYTES = 4_000_000;

export const isCsv = (name: string) => /\.csv$/i.test(name);

export type ReadProblem =
	| { code: 'no_csv' | 'too_many_files' }
	| { code: 'too_large' | 'not_zip' | 'not_text'; name: string };

/** What keeps chosen files from being imported. */
export class ReadError extends Error {
	override name = 'ReadError';
	readonly problem: ReadProblem;

	constructor(problem: ReadProblem, rest: ErrorOptions = {}) {
		super(problem.code, rest);
		this.problem = problem;
	}
}
