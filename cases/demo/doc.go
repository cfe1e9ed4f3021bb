// Package demo invents the people, the work and the notes of a demo vault.
//
// [Generate] gives one [Plan] after another: everything that is ever written in
// one case, as steps in the order in which they were written. Nothing here is
// signed or sealed. A step names earlier changes of its plan by their number,
// since an entry's id is not known before it is signed: whoever signs asks
// [Change.Resolve] for each change, in order, with the ids made so far.
//
//	for plan, err := range demo.Generate(o) {
//		var made []cases.EntryID
//		for _, step := range plan.Steps {
//			for _, ch := range step.Changes {
//				entry := sign(ch.Resolve(made, keyOf), step.At, step.Author, step.Device)
//				made = append(made, entry.ID)
//			}
//		}
//		// the bodies of made[n], n in plan.Erased, must not be kept
//	}
//
// The same seed and the same day give the same numbers, names, texts and dates;
// the time of day plays no part. From [AllStates] cases on every key of every
// kind, phase, outcome, channel, role, arena, theme, follow-up state, source and
// erase reason occurs, and so do struck, erased and moved notes, two versions of
// one field, linked siblings, protected addresses and reopened cases. So does
// every state of a plan: scores of every rater and value, goals, steps, facts,
// actors, own words that changed, reviews that are late, mentors with and without
// a børneattest; and every condition of what goes on with others: consents of
// every form that end, have ended, were extended, withdrawn or written apart,
// what was told on them, referrals in every state, one that waits too long, one
// sent while the withdrawal was on its way, underretninger with and without a
// receipt. Plans and bridges draw for themselves: what they say changes no note.
//
// [Services] is the directory that referrals and consents name. Whoever makes the
// demo writes it first and gives the ids to [Options].
//
// All people, places and organisations are invented. Telephone numbers begin
// with 0, which no Danish number does, so that nobody can be called by mistake;
// e-mail addresses end in example.dk names. There are no CPR numbers, and no note
// speaks of offences or of health beyond what a plan needs. The texts are Danish
// and stand in the folder data; a demo in another language is not made.
//
// The package is pure: no I/O, no clock, no randomness of its own.
package demo
