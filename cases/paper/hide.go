package paper

import "brobygger/cases"

// Hide gives a text of a case without what may leave the program in no shape: the
// address, phone, mail and workplace of whoever has beskyttet adresse. "…" stands
// in their place.
func Hide(c *cases.Case, text string) string { return secretsOf(c).in(text) }
