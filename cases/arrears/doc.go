// Package arrears knows the days that the tenancy rules give a tenant in arrears
// in an almen bolig: guidance, never a legal finding. It is pure: days in, days
// out. The rules and their sources stand with each function; almenlejeloven §§ 44,
// 90 and 92, read as quoted by the sources of the project's notes on the field.
package arrears
