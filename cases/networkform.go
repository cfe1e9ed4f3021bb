package cases

// PartyForm is a person in the network as it stands on the screen; the name is
// needed.
type PartyForm struct {
	Name, Relation, Org, Phone, Email, Address, Note string
	Protected                                        bool // beskyttet adresse
}

// Form is the form that an edit of the person opens with.
func (p Party) Form() PartyForm {
	return PartyForm{p.Name, p.Relation, p.Org, p.Phone, p.Email, p.Address, p.Note, p.Protected}
}

func (f PartyForm) check() *checker {
	k := newChecker()
	if k.line("name", f.Name) == "" {
		k.fail("name", ErrNeeded)
	}
	k.line("relation", f.Relation)
	k.line("org", f.Org)
	k.line("phone", f.Phone)
	k.line("email", f.Email)
	k.line("address", f.Address)
	k.flag("protected", f.Protected)
	k.text("note", f.Note)
	return k
}

// AddParty adds a person to the network. Errors: *FieldError, ErrReadOnly.
func (c *Case) AddParty(f PartyForm) (Write, error) { return c.add(EntryParty, f.check()) }

// EditParty brings a person in the network to what the form holds. Errors:
// *FieldError, ErrNoSuchEntry, ErrGone, ErrNothingToDo, ErrReadOnly.
func (c *Case) EditParty(id EntryID, f PartyForm) (Write, error) {
	if err := c.needs(EntryParty, id); err != nil {
		return Write{}, err
	}
	return c.editOf(EntryPartySet, id, f.check())
}
