// Package plan is what is written in a handlingsplan: goals, steps, scores, the
// person's own words, facts, who is mentor, and the opfølgning on the plan, which
// shows then and now on one screen.
//
// Each is a form about a case (tui/sheet): what is half typed is a sealed draft
// and comes back, Ctrl+S saves, and nothing that was not touched is written.
package plan
