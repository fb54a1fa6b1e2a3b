/** Going back to the exam for time that was given after the clock had handed in. */
export class TakingTime {
	#busy = $state(false);
	#failed = $state(false);

	get busy(): boolean {
		return this.#busy;
	}

	/** It did not work: everything is as it was, and it can be tried again. */
	get failed(): boolean {
		return this.#failed;
	}

	/** `stop`: the sender, while the record goes on. `send`: sends again, because it does not. */
	async take(steps: {
		stop: () => Promise<unknown>;
		goOn: () => Promise<unknown>;
		send: () => void;
	}): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		this.#failed = false;
		try {
			await steps.stop();
			await steps.goOn();
		} catch (problem) {
			console.warn('The added time could not be taken:', problem);
			steps.send();
			this.#busy = false;
			this.#failed = true;
		}
	}
}
