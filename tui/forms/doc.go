// Package forms is the small forms of a case: a person in the network, a
// follow-up, closing and reopening, a new phase, moving, striking out and
// erasing, deleting, linking; and beside them the member's stedfortræder and the
// list of drafts.
//
// All of them stand on package sheet. A form opens the case first and is saved on
// the case as it stood then, so that it replaces only what its writer had seen;
// what is typed meanwhile waits. Erasing, moving and deleting are the exception:
// they are about all there is, so they are made of the case as it is when they
// are saved.
//
// Forms in which one writes keep a draft, also of a single line of reason, and
// go on with it when the same form is opened again. Those in which one only
// chooses keep none.
package forms
