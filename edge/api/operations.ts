/** All operations there are. Routes, OpenAPI and the permission matrix are made from this list. */
import { accommodations } from './accommodations.ts';
import { adminAudit } from './admin-audit.ts';
import { adminImport } from './admin-import.ts';
import { adminInvitations } from './admin-invitations.ts';
import { adminSettings } from './admin-settings.ts';
import { adminUsers } from './admin-users.ts';
import { anotherAttempt } from './another-attempt.ts';
import { arrangements } from './arrangements.ts';
import { attemptMarking } from './attempt-marks.ts';
import { attempts } from './attempts.ts';
import { bringAgainOperations } from './bring-again.ts';
import { bankMedia } from './bank-media.ts';
import { bank } from './bank.ts';
import { questionExports } from './question-exports.ts';
import { blobs } from './blobs.ts';
import { control } from './control.ts';
import { copies } from './copies.ts';
import { documents } from './documents.ts';
import { erase } from './erase.ts';
import { examSharing } from './exam-shares.ts';
import { exams } from './exams.ts';
import { files } from './files.ts';
import { handOvers } from './hand-over.ts';
import { health } from './health.ts';
import { heldWork } from './held.ts';
import { importMails } from './import-mails.ts';
import { joinLinks } from './join-links.ts';
import { formKeyChanges } from './form-keys.ts';
import { laws } from './law-here.ts';
import { markedFiles } from './marked-files.ts';
import { marking } from './marking.ts';
import { marks } from './marks.ts';
import { metricsOperations } from './metrics.ts';
import { monitors } from './monitors.ts';
import { oidc } from './oidc.ts';
import type { Operation } from './operation.ts';
import { ownData } from './own-data.ts';
import { ownResultOperations } from './own-results.ts';
import { passkeys } from './passkeys.ts';
import { passwords } from './passwords.ts';
import { practice } from './practice.ts';
import { profile } from './profile.ts';
import { adminProviders } from './providers.ts';
import { publicLog } from './public-log.ts';
import { publishing } from './publishing.ts';
import { records } from './records.ts';
import { registration } from './registration.ts';
import { releases } from './releases.ts';
import { remarks } from './remarks.ts';
import { rooms } from './rooms.ts';
import { rosters } from './roster.ts';
import { schedules } from './schedule.ts';
import { sendLinks } from './send-link.ts';
import { sessions } from './sessions.ts';
import { sittingLocks } from './sitting-lock.ts';
import { sittingCalendars } from './sitting-calendar.ts';
import { sittingAccommodations } from './sitting-accommodations.ts';
import { sittingPartLists } from './sitting-parts.ts';
import { sittingPlans } from './sitting-plan.ts';
import { shownMedia } from './shown-media.ts';
import { resultLists } from './sitting-results.ts';
import { sittings } from './sittings.ts';
import { stills } from './stills.ts';
import { students } from './students.ts';
import { teachers } from './teachers.ts';

export const operations: readonly Operation[] = [
	...sessions,
	...registration,
	...passwords,
	...profile,
	...ownData,
	...erase,
	...passkeys,
	...oidc,
	...attempts,
	...handOvers,
	...blobs,
	...rooms,
	...files,
	...stills,
	...sittings,
	...control,
	...copies,
	...sittingLocks,
	...records,
	...students,
	...anotherAttempt,
	...practice,
	...arrangements,
	...teachers,
	...exams,
	...publishing,
	...examSharing,
	...schedules,
	...laws,
	...sittingPartLists,
	...sittingPlans,
	...sittingCalendars,
	...rosters,
	...joinLinks,
	...marking,
	...marks,
	...remarks,
	...releases,
	...attemptMarking,
	...heldWork,
	...resultLists,
	...formKeyChanges,
	...ownResultOperations,
	...shownMedia,
	...markedFiles,
	...bank,
	...bankMedia,
	...questionExports,
	...monitors,
	...adminUsers,
	...accommodations,
	...sittingAccommodations,
	...adminInvitations,
	...adminImport,
	...importMails,
	...sendLinks,
	...adminAudit,
	...adminSettings,
	...bringAgainOperations,
	...adminProviders,
	...publicLog,
	...health,
	...metricsOperations,
	...documents(() => operations)
];
