package crypto_test

import (
	"errors"
	"fmt"

	"brobygger/crypto"
)

// Two people share a case; a third is told that it is not hers, which is not
// damage.
func Example() {
	amira, err := crypto.NewIdentity(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	vagn, err := crypto.NewIdentity(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	sealed, key, err := crypto.Seal([]byte("Ringede, ikke truffet."), []crypto.Recipient{amira.Recipient()})
	if err != nil {
		fmt.Println(err)
		return
	}

	text, _, err := crypto.Open(sealed, amira)
	fmt.Println(string(text), err)

	_, _, err = crypto.Open(sealed, vagn)
	fmt.Println(errors.Is(err, crypto.ErrNotSealedToMe), errors.Is(err, crypto.ErrDamaged))

	// The file key, kept from the first time, opens without an identity.
	text, err = crypto.OpenWithKey(sealed, key)
	fmt.Println(string(text), err)

	// Keys never print.
	fmt.Printf("%v %+v %s\n", amira, key, amira.Encode())
	// Output:
	// Ringede, ikke truffet. <nil>
	// true false
	// Ringede, ikke truffet. <nil>
	// [secret] [secret] [secret]
}

func ExampleSignedBytes() {
	fmt.Printf("%q\n", crypto.SignedBytes("brobygger/entry/v1", []byte("vault"), []byte("case"), []byte("4f"), []byte(`{"seq":1}`)))
	// Output:
	// "brobygger/entry/v1\x00vault\x00case\x004f\x00{\"seq\":1}"
}

func ExampleVerifyKey_Verify() {
	id, err := crypto.NewIdentity(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	sig := id.Sign("brobygger/entry/v1", []byte("vault"), []byte("case"), []byte("4f"), []byte(`{"seq":1}`))
	fmt.Println(id.VerifyKey().Verify(sig, "brobygger/entry/v1", []byte("vault"), []byte("case"), []byte("4f"), []byte(`{"seq":1}`)))
	fmt.Println(id.VerifyKey().Verify(sig, "brobygger/entry/v1", []byte("vault"), []byte("case"), []byte("4f"), []byte(`{"seq":2}`)))
	// Output:
	// <nil>
	// bad signature
}

func ExampleCheckPassphrase() {
	err := crypto.CheckPassphrase("fyr tang mole", true)
	var weak *crypto.WeakPassphraseError
	if errors.As(err, &weak) {
		fmt.Println(weak.Words, "words, where", weak.NeedWords, "are needed")
	}
	fmt.Println(crypto.CheckPassphrase("fyr tang mole havn bro stige", true))
	// Output:
	// 3 words, where 6 are needed
	// <nil>
}

// A slip in typing the key from paper is found in its group, and never corrected.
func ExampleParseRecovery() {
	const paper = "T4H5 0Z6D P37J 7LSN L9F8 W2RC Q8UT MX4Z"
	_, err := crypto.ParseRecovery(paper)
	fmt.Println(errors.Is(err, crypto.ErrNotIdentity))

	_, err = crypto.ParseRecovery("1 T4H5 0Z6D\n2 P37J 7LSN\n3 L9F8 W2R\n4 Q8UT MX4Z\n5 WHDM FQ6Y\n6 QLCS 50XP\n7 SGLT 4GJ5\n8 2V\n")
	var slip *crypto.RecoveryTypo
	if errors.As(err, &slip) {
		fmt.Println("look at group", slip.Group)
	}
	// Output:
	// true
	// look at group 3
}
