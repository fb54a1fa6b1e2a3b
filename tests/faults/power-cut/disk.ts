/**
 * A disk whose power can be cut: an ext4 in a file, mounted through a loop device. A copy of the file, made beside the mounted file system
 * and without any sync of it, holds what that file system had given to its disk, and nothing of what it still had in memory. The disk is
 * taken to keep what it was given; one that loses even that in its own cache would have to be told to flush, which `fsync` does.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareMachine } from '../../run/machine.ts';

const MEGABYTES = 512;
const COPIES = 50;
const UNMOUNTS = 80;

/** This machine gives nobody a disk of their own; the message says why. */
export class NoDiskError extends Error {
	override name = 'NoDiskError';
}

export class Disk {
	/** Where it is mounted. */
	readonly path: string;
	readonly #folder: string;
	readonly #file: string;
	readonly #device: string;

	private constructor(folder: string, file: string) {
		this.#folder = folder;
		this.#file = file;
		this.path = join(folder, 'mounted');
		mkdirSync(this.path);
		this.#device = command('losetup', '--find', '--show', file).trim();
		try {
			command('mount', '-t', 'ext4', this.#device, this.path);
		} catch (problem) {
			command('losetup', '--detach', this.#device);
			throw problem;
		}
	}

	/** Empty. Throws NoDiskError. */
	static create(): Disk {
		const [missing] = prepareMachine(['ext4']).values();
		if (missing !== undefined) throw new NoDiskError(missing);
		if (process.getuid?.() !== 0)
			throw new NoDiskError('Only root may mount a disk: `sudo npm run faults -- power-cut`.');
		return inFolder((folder) => {
			const file = join(folder, 'image');
			writeFileSync(file, '');
			truncateSync(file, MEGABYTES * 1024 * 1024);
			// Nothing is left for the kernel to write by itself later.
			const now = 'lazy_itable_init=0,lazy_journal_init=0';
			command('mkfs.ext4', '-q', '-F', '-m', '0', '-E', now, file);
			try {
				return new Disk(folder, file);
			} catch (problem) {
				const why = problem instanceof Error ? problem.message : String(problem);
				throw new NoDiskError(`This machine mounts no file as a disk: ${why}`);
			}
		});
	}

	/** Another disk that is as this one would be after a power cut now: its journal is replayed when it is mounted. */
	async asAfterPowerCut(): Promise<Disk> {
		const folder = mkdtempSync(join(tmpdir(), 'invigil-disk-'));
		const file = join(folder, 'image');
		try {
			await this.#copyAtOneMoment(file);
			if (!/needs_recovery/.test(command('dumpe2fs', '-h', file)))
				throw new Error('the copy is of a disk that was unmounted in peace');
			return new Disk(folder, file);
		} catch (problem) {
			rmSync(folder, { recursive: true, force: true });
			throw problem;
		}
	}

	/** As it is, once all that it has in memory is written. */
	copy(): Disk {
		return inFolder((folder) => {
			command('sync', '--file-system', this.path);
			const file = join(folder, 'image');
			copyFile(this.#file, file);
			return new Disk(folder, file);
		});
	}

	/** Whoever was killed on it may take a while to let go. */
	async remove(): Promise<void> {
		for (let tries = 1; ; tries++)
			try {
				command('umount', this.path);
				break;
			} catch (problem) {
				if (tries === UNMOUNTS) throw problem;
				await sleep(250);
			}
		command('losetup', '--detach', this.#device);
		rmSync(this.#folder, { recursive: true });
	}

	/** A copy takes a while, and a disk does not stop at two moments: it counts only if nothing was written meanwhile. */
	async #copyAtOneMoment(to: string): Promise<void> {
		for (let tries = 0; tries < COPIES; tries++) {
			const before = this.#writes();
			copyFile(this.#file, to);
			const after = this.#writes();
			if (before.underWay + after.underWay === 0 && before.done === after.done) return;
			await sleep(5);
		}
		throw new Error(`something was written during each of ${COPIES} copies`);
	}

	/** Of the loop device, as Documentation/block/stat.rst of Linux has them. */
	#writes(): { done: number; underWay: number } {
		const stat = readFileSync(`/sys/block/${basename(this.#device)}/stat`, 'utf8');
		const fields = stat.trim().split(/\s+/).map(Number);
		return { done: fields[4] ?? 0, underWay: fields[8] ?? 0 };
	}
}

function inFolder<T>(make: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'invigil-disk-'));
	try {
		return make(folder);
	} catch (problem) {
		rmSync(folder, { recursive: true, force: true });
		throw problem;
	}
}

/** Its empty parts stay empty. */
const copyFile = (from: string, to: string) =>
	void command('cp', '--sparse=always', '--reflink=auto', from, to);

function command(name: string, ...words: string[]): string {
	const { status, stdout, stderr, error } = spawnSync(name, words, { encoding: 'utf8' });
	if (status === 0) return stdout;
	throw new Error(`${name}: ${(error?.message ?? stderr).trim()}`);
}
