// Package bridge is what is written between a case and others: consents, what was
// passed on, referrals and underretninger, and the pages about them: what the
// person has said yes to, whom to tell of a withdrawal, and the refusal to send
// what no consent covers.
//
// The forms are forms about a case (tui/sheet): what is half typed is a sealed
// draft and comes back, and nothing that was not touched is written. Nothing here
// holds up an underretning.
package bridge
