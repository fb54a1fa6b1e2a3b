/**
 * Who may what. A cell is the status that is expected. 404: it does not exist for who may not know of it. 401: nobody is signed in.
 * 400, 409, 410 and 502 are answers to somebody who may ask, and asked for something that cannot be; what needs another proof than a
 * sign-in (a mailed link, a passkey, a ticket, the publishing secret) is asked with a wrong one. 429: they may, and another
 * institution's admin just did what is done once an hour for all. One number alone is the same for all.
 *
 * st, te, pr, ad: student, teacher, proctor, admin. own: theirs, on its staff, or of their institution; gra: granted; oth: of the same
 * institution, with nothing to do with it; els: of another institution.
 */
import { askers } from './permission-world.ts';
import type { AskerName } from './permission-world.ts';

const table = `
                           | st own | st oth | st els | te own | te gra | te oth | te els | pr own | pr oth | ad own | ad els | nobody
login                      | 401
refresh                    | 401
logout                     | 204    | 204    | 204    | 204    | 204    | 204    | 204    | 204    | 204    | 204    | 204    | 401
currentSession             | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
signInOptions              | 200
register                   | 410
readInvitation             | 410
verifyEmail                | 410
forgotPassword             | 202
resetPassword              | 410
changePassword             | 401
profile                    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
changeProfile              | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
exportOwnData              | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
eraseOwnData               | 400    | 400    | 400    | 400    | 400    | 400    | 400    | 400    | 400    | 400    | 400    | 401
ownDataRules               | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
endSignIn                  | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
capturedMail               | 200
passkeySignInOptions       | 200
passkeySignIn              | 401
secondFactor               | 401
proofOptions               | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
passkeyRegistrationOptions | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
addPasskey                 | 403    | 403    | 403    | 401    | 401    | 401    | 401    | 401    | 401    | 401    | 401    | 401
removePasskey              | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
startProviderSignIn        | 404
finishProviderSignIn       | 302
unlinkAccount              | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
listAttempts               | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 200    | 401
fetchTicket                | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
fetchKey                   | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
fetchForm                  | 200    | 200    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
fetchBlob                  | 200    | 200    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
publishBlob                | 403
publishMedia               | 403
logSocket                  | 400
fileState                  | 401
putFilePart                | 401
listFiles                  | 200    | 404    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
fetchFile                  | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
stillState                 | 401
putStillPart               | 401
listStills                 | 200    | 404    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
fetchStill                 | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
listSittings               | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 200    | 200    | 403    | 403    | 401
showSitting                | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
sittingParts               | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
watchSitting               | 404    | 404    | 404    | 400    | 404    | 404    | 404    | 400    | 404    | 404    | 404    | 401
controlSitting             | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
lockSitting                | 404    | 404    | 404    | 204    | 404    | 404    | 404    | 204    | 404    | 404    | 404    | 401
unlockSitting              | 404    | 404    | 404    | 204    | 404    | 404    | 404    | 204    | 404    | 404    | 404    | 401
exportBundle               | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
attemptResults             | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
studentDashboard           | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
availableExams             | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
startExam                  | 200    | 200    | 404    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
submitExam                 | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
beginAnotherAttempt        | 409    | 409    | 404    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
beginPractice              | 201    | 201    | 201    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
askArrangement             | 201    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
withdrawArrangement        | 204    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
answerArrangement          | 404    | 404    | 404    | 204    | 404    | 404    | 404    | 403    | 404    | 404    | 404    | 401
ownAttempt                 | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
teacherDashboard           | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
createExam                 | 403    | 403    | 403    | 201    | 201    | 201    | 201    | 403    | 403    | 403    | 403    | 401
examAnalytics              | 404    | 404    | 404    | 200    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 401
listExams                  | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
showDraft                  | 404    | 404    | 404    | 200    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 401
writeDraft                 | 404    | 404    | 404    | 400    | 400    | 404    | 404    | 404    | 404    | 404    | 404    | 401
saveVersion                | 404    | 404    | 404    | 201    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
restoreVersion             | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
checkDraft                 | 404    | 404    | 404    | 200    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 401
publishExam                | 404    | 404    | 404    | 201    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
createSitting              | 404    | 404    | 404    | 201    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
sittingPlan                | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
changeSitting              | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
addSittingStaff            | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
removeSittingStaff         | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
checkRoster                | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
lawHere                    | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
listCohorts                | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
addToRoster                | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
removeFromRoster           | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
makeJoinLink               | 404    | 404    | 404    | 201    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
closeJoinLink              | 404    | 404    | 404    | 204    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
readJoinLink               | 410
joinSitting                | 410    | 410    | 410    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
sittingCalendar            | 200    | 200    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
examShares                 | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
shareExam                  | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
listMarking                | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
showMarking                | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
changeMarkingSettings      | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
assignMarkers              | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
closeMarking               | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
reopenMarking              | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
listAnswers                | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
saveMarks                  | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
listRemarks                | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
answerRemark               | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
showRelease                | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
changeRelease              | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
attemptMarks               | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
overrideResult             | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
decideAttempt              | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
sittingResults             | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
exportResults              | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
examMarks                  | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
formKeys                   | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
previewKeys                | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
applyKeys                  | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
ownResults                 | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
releasedResults            | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
askRemark                  | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
withdrawRemark             | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
markingMedia               | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
markedFile                 | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
releasedMedia              | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
searchItems                | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
itemFacets                 | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
addItems                   | 403    | 403    | 403    | 201    | 201    | 201    | 201    | 403    | 403    | 403    | 403    | 401
showItem                   | 403    | 403    | 403    | 200    | 404    | 404    | 404    | 403    | 403    | 403    | 403    | 401
changeItem                 | 403    | 403    | 403    | 200    | 404    | 404    | 404    | 403    | 403    | 403    | 403    | 401
changeItems                | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 401
readItems                  | 403    | 403    | 403    | 200    | 404    | 404    | 404    | 403    | 403    | 403    | 403    | 401
exportItems                | 403    | 403    | 403    | 204    | 404    | 404    | 404    | 403    | 403    | 403    | 403    | 401
exportExam                 | 404    | 404    | 404    | 204    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
putMedia                   | 403    | 403    | 403    | 400    | 400    | 400    | 400    | 403    | 403    | 403    | 403    | 401
fetchMedia                 | 403    | 403    | 403    | 404    | 404    | 404    | 404    | 403    | 403    | 403    | 403    | 401
taughtStudent              | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
attemptMonitoring          | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 200    | 404    | 404    | 404    | 401
teacherAlerts              | 403    | 403    | 403    | 200    | 200    | 200    | 200    | 200    | 200    | 403    | 403    | 401
addMonitorEvents           | 404    | 404    | 404    | 202    | 404    | 404    | 404    | 202    | 404    | 404    | 404    | 401
listPeople                 | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
showPerson                 | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 404    | 401
lockPerson                 | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 204    | 404    | 401
unlockPerson               | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 204    | 404    | 401
changeRoles                | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 204    | 404    | 401
changeLegalHold            | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 204    | 404    | 401
listAccommodations         | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 404    | 401
grantAccommodation         | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 201    | 404    | 401
changeAccommodation        | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 404    | 404    | 401
endAccommodation           | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 404    | 404    | 401
ownAccommodations          | 200    | 200    | 200    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 401
grantAtSitting             | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
endAtSitting               | 404    | 404    | 404    | 409    | 404    | 404    | 404    | 404    | 404    | 404    | 404    | 401
invite                     | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
listProviders              | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
addProvider                | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 502    | 502    | 401
changeProvider             | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 404    | 404    | 401
removeProvider             | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 404    | 404    | 401
importPeople               | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
sendImportMails            | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
sendLink                   | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 404    | 401
listInvitations            | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
searchAuditLog             | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
exportAuditLog             | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
checkAuditLog              | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
showSettings               | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
changeSettings             | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
securityAlerts             | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 200    | 401
rotateTokenKeys            | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 403    | 200    | 429    | 401
logCheckpoint              | 200
logTile                    | 404
logProof                   | 401
metrics                    | 403
health                     | 200
edgeKeys                   | 200
tokenKeys                  | 200
openApi                    | 200
apiPage                    | 200
`;

export const expected: Record<string, Record<AskerName, number>> = Object.fromEntries(
	table
		.trim()
		.split('\n')
		.slice(1)
		.map((line) => {
			const [id = '', ...cells] = line.split('|').map((cell) => cell.trim());
			const statuses = cells.length === 1 ? askers.map(() => cells[0]) : cells;
			if (statuses.length !== askers.length) throw new Error(`${id}: ${cells.length} cells`);
			const row = askers.map((who, at) => [who, Number(statuses[at])] as const);
			return [id, Object.fromEntries(row) as Record<AskerName, number>];
		})
);
