/**
 * What is asked while work is under way is done together next: one transaction for many, and never more than one at a time. Nobody is
 * answered before the work that holds their part has ended.
 */
type Waiting<Job, Answer> = {
	job: Job;
	done: (answer: Answer) => void;
	failed: (problem: unknown) => void;
};

type Limits = {
	atOnce: number;
	waiting: number;
	/** No single job's fault: all are told, and nothing is tried again. */
	concernsAll: (problem: unknown) => boolean;
};

/** So many wait already. */
export class CrowdedError extends Error {
	override name = 'CrowdedError';
}

export class Together<Job, Answer> {
	#waiting: Waiting<Job, Answer>[] = [];
	#working = false;
	readonly #work: (jobs: readonly Job[]) => Promise<readonly Answer[]>;
	readonly #limits: Limits;

	/** `work` answers each job, in order; when it rejects for several, each is tried by itself. */
	constructor(work: (jobs: readonly Job[]) => Promise<readonly Answer[]>, limits: Limits) {
		this.#work = work;
		this.#limits = limits;
	}

	/** Rejects with CrowdedError when too many wait, and with whatever the job's own work throws. */
	do(job: Job): Promise<Answer> {
		if (this.#waiting.length >= this.#limits.waiting)
			return Promise.reject(new CrowdedError(`${this.#waiting.length} wait`));
		return new Promise((done, failed) => {
			this.#waiting.push({ job, done, failed });
			if (!this.#working) void this.#run();
		});
	}

	async #run(): Promise<void> {
		this.#working = true;
		while (this.#waiting.length > 0) {
			const group = this.#waiting.splice(0, this.#limits.atOnce);
			if (await this.#try(group, group.length > 1)) continue;
			// One of them may have spoilt it for all.
			for (const each of group) await this.#try([each], false);
		}
		this.#working = false;
	}

	/** false: it failed, and nobody has been told because each is to be tried by itself. */
	async #try(group: readonly Waiting<Job, Answer>[], quietly: boolean): Promise<boolean> {
		try {
			const answers = await this.#work(group.map(({ job }) => job));
			group.forEach(({ done }, at) => done(answers[at] as Answer));
			return true;
		} catch (problem) {
			const tell = !quietly || this.#limits.concernsAll(problem);
			if (tell) for (const { failed } of group) failed(problem);
			return tell;
		}
	}
}
