package demo_test

import (
	"fmt"
	"time"

	"brobygger/cases/calendar"
	"brobygger/cases/demo"
)

// The first cases of every demo are those of the sketches.
func ExampleGenerate() {
	day := calendar.Date{Year: 2026, Month: time.December, Day: 7}
	o := demo.Options{Seed: 1, Day: day, Now: day.Time(time.UTC).Add(8 * time.Hour), Cases: 3, Workers: []demo.Worker{{Member: "0123456789abcdef", Name: "Amira"}}}
	for plan, err := range demo.Generate(o) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(plan.Number, plan.Kind, plan.Name)
	}
	// Output:
	// 26-7RQ4 mentoring Karim Farah
	// 26-C3HX mentoring Emil Dam
	// 26-9MWG mentoring Sahra Aweso
}
