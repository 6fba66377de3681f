//! What a room in Mill Valley says, where the county wants all children to read well by nine.

/// Who sits at the table, in the order of their seats.
pub const PEOPLE: [&str; 5] = ["Devi", "Tomas", "Grandmother Ito", "Lee", "Cora"];

/// What is said at a step, in a column of its page or for a question of its sections.
#[expect(
    clippy::too_many_lines,
    reason = "a table of sentences, one line for each step"
)]
pub fn said(step: &str, place: &str) -> &'static [&'static str] {
    match (step, place) {
        ("arrive" | "check-in", _) => &[
            "curious",
            "the library on Main Street",
            "my grandson",
            "worried",
            "glad",
        ],
        ("leave" | "check-out", _) => &[
            "lighter",
            "hopeful",
            "I listen before I answer",
            "tired, and glad",
            "together",
        ],
        ("celebrate", _) => &[
            "Thank you to the bus drivers for waiting",
            "To Lee for every table she counted",
            "To the parents who spoke first",
            "To the library for the keys",
            "To Cora for asking again",
        ],
        ("habits", _) => &[
            "I listen easily",
            "I must practice sharing power",
            "I ask for numbers",
            "I test small",
            "I see gaps late",
        ],
        ("commitments", _) => &[
            "I call the bus company",
            "I bring two parents along",
            "I ask the district for the table by school",
            "I open the library on Saturday",
            "I write to the council",
        ],
        ("purpose" | "problem", _) => &[
            "Two of five third graders in Mill Valley cannot read a page on their own. We are here for all of them.",
        ],
        ("result", _) => &["All children in Mill Valley read well by nine."],
        ("aim", _) => &[
            "By June 2026 three of four third graders at Adams School read well, up from 57 of 100.",
        ],
        ("boundaries", _) => {
            &["From the river to route nine, with the farms on the east side: about 14,000 people."]
        }
        ("decide", _) => &[
            "We decide when nobody shows less than three fingers. When it cannot wait, Ana and one resident decide and tell all the same day.",
        ],
        ("mission", _) => &[
            "We bring school, home and neighborhood together so that every child is read with every day.",
        ],
        ("vision", _) => {
            &["Every child here reads with joy, and somebody has time to read with them."]
        }
        ("sentence", _) => &[
            "We used to think that parents did not care. Now we know that the bus leaves before the school opens.",
        ],
        ("verdict", _) => &[
            "No. Together they change it for 236 of the 411 children that we need. We test the rides first and look for a partner on the east side.",
        ],
        ("decision", _) => &["We stand behind these goals and look at them again each March."],
        ("scale", _) => {
            &["We spread the ten-minute call to three more classes, and drop the paper letters."]
        }
        ("fist", _) => &["We begin with the rides and the tutoring, and look again in March."],
        ("hands", _) => {
            &["We stand by what we wrote today, and take it to those whom it is about."]
        }
        ("values-hands", _) => &[
            "We let ourselves be reminded: we hear first who lives it, and we say what we do not know.",
        ],
        ("consent", _) => {
            &["For the next three years we work together so that all children read well by nine."]
        }
        ("experience" | "dream", _) => &[
            "Children read to the little ones on the bus",
            "The library is full on Saturday",
            "No teacher has to guess who can read the task",
            "Grandparents are read to",
        ],
        ("results", _) => &[
            "All children in Mill Valley read well by nine",
            "All babies are born healthy",
            "All young people have work that they like",
        ],
        ("candidates", _) => &[
            "All children read well by nine",
            "All families have a home they can pay",
            "All young people leave school with a plan",
            "All old people have company",
        ],
        ("story" | "forces", "helps") => &[
            "The library stays open two evenings",
            "Tutors come to twelve sites",
        ],
        ("story" | "forces", "hurts") => &[
            "Buses were cut on the east side",
            "Missed school days doubled since 2019",
        ],
        ("story", _) => &[
            "Maya's bus comes at seven, the school opens at eight; she waits in the rain",
            "Tim hides that he cannot read the task, and is sent out for noise",
        ],
        ("indicators", "population") => &[
            "Share of third graders who read well",
            "Share of children who miss ten days or more",
        ],
        ("indicators", "program") => &["Share of tutored children who go up a level"],
        ("indicators", _) => &[
            "Share of third graders who read well",
            "Share of children who miss ten days or more",
            "Share of four-year-olds who are read to each day",
        ],
        ("partners", _) => &[
            "The bus company",
            "Pediatricians of the clinic",
            "The mosque on Hill Street",
            "Parents on night shift",
        ],
        ("works", "more") => &["Reading evenings at the laundromat"],
        ("works", "change") => &["Calls to parents come before the third missed day"],
        ("works", "stop") => &["Letters in English only"],
        ("works", "new") => &["Rides with the night-shift van"],
        ("works", _) => &[
            "Summer tutoring at twelve sites",
            "Attendance calls and rides",
            "Home reading packs",
            "A walking bus with grandparents",
        ],
        ("plan" | "promises" | "onward" | "goals", _) => plans(step),
        ("groups", _) => &["Rides and attendance", "Reading at home"],
        ("successors", _) => &["Keeps the numbers", "Leads the talks"],
        ("tests", _) => &[
            "Call five families on the first missed day",
            "Read for ten minutes before the bus comes",
        ],
        ("measures", _) => &[
            "Share of third graders who read well",
            "Hours of tutoring given",
            "Share of tutored children who go up a level",
            "Families who came back a second time",
        ],
        ("contribution", _) => &[
            "Tutoring helps with: all children read well by nine",
            "Rides help with: children are at school",
        ],
        ("customers", "direct") => &["Children of seven and eight who fall behind"],
        ("customers", "others") => &["Their teachers", "Their parents"],
        ("customers", "unserved") => &["Children who moved here in spring"],
        ("assumed", _) => &["Parents have time in the evening"],
        ("assets", "assets") => &[
            "Three retired teachers on Elm Street",
            "A library with a warm hall",
        ],
        ("assets", "challenges") => &["No bus after six", "Half of the homes without internet"],
        ("assets", _) => &[
            "Grandmother Ito's kitchen table",
            "The vans of the farm cooperative",
            "The hall of the mosque",
        ],
        ("lasting", _) => &[
            "The library keeps the keys to all twelve sites",
            "Two people can run each table of numbers",
        ],
        ("feedback", "keep") => &["One number at the top of each page"],
        ("feedback", "change") => &["Meet after six, with supper"],
        ("feedback", "barrier") => &["Nobody pays for child care while we meet"],
        ("criteria", _) => &[
            "A child can walk to a book",
            "Neighbors know each other by name",
            "One wage feeds a family",
            "Old people are asked",
        ],
        ("values", _) => &[
            "We hear first who lives it",
            "We say what we do not know",
            "We finish what we begin",
            "We share the keys",
        ],
        ("names", _) => &[
            "The school board",
            "Parents of children who miss school",
            "The bus company",
            "The imam of Hill Street",
        ],
        ("priorities", _) => &[
            "All children get to school",
            "Somebody reads with each child every day",
        ],
        ("power", _) => &["The night-shift manager of the cannery"],
        ("cover", _) => &["Nobody on the east side yet"],
        ("trust", _) => &[
            "Ana and the bus drivers",
            "The district and the parents of Adams",
        ],
        ("balance", _) => &["Minutes that children are outdoors each day"],
        ("lenses", "everyone") => &["The route map is drawn by people who drive"],
        ("lenses", _) => &[
            "For children on the east side: no sidewalk to the stop",
            "For newcomers: letters in English only",
        ],
        ("evidence", _) => &[
            "Route contracts 2018 to 2020, county clerk",
            "Attendance by street: to be asked for",
        ],
        ("summary", "drivers") => {
            &["The routes ended with one grant, and nobody planned for after it"]
        }
        ("summary", "disparities") => &["East-side children lose twice as many days"],
        ("summary", "opportunities") => &["The county signs new routes in March"],
        ("bright", _) => &[
            "At Adams newcomers read as well as all others: the same aide stays with them for three years",
        ],
        ("levers", _) => &[
            "Let the aides stay with a class for three years",
            "Ask the cooperative for its vans in the morning",
        ],
        ("said", _) => &[
            "“I leave at five, my mother dresses them.”",
            "“The letter was in a language I cannot read.”",
            "“Nobody ever asked us.”",
            "“At the laundromat I would have an hour.”",
        ],
        ("themes", _) => &[
            "We want to help, and nobody asks us when we have time",
            "What the school sends does not reach us",
        ],
        ("gaps", "numbers") => &["How many children live in the trailer park"],
        ("gaps", _) => &["Parents who work nights"],
        ("places", _) => &[
            "The trailer park at route nine",
            "Hill Street",
            "The farms on the east side",
        ],
        ("place", _) => &["Mill Valley", "The trailer park at route nine"],
        ("table", "resident") => &["Parents on night shift"],
        ("table", "connector") => &["The imam of Hill Street"],
        ("table", _) => &["The school board"],
        ("strategies", "everyone") => &[
            "Summer tutoring at twelve sites",
            "Attendance calls and rides",
        ],
        ("strategies", _) => &["Home reading packs in six languages"],
        ("metrics", _) => &[
            "Children who came to ten tutoring days, each month",
            "First missed day called back, each week",
        ],
        ("sheet", _) => &[
            "Reading at grade three: 57 of 100, kept by the district",
            "Missed days: 22 of 100, kept by each school",
        ],
        ("strengthen", _) => &[
            "Write the tutoring days into the school calendar",
            "A second person learns the attendance table",
        ],
        ("sides", _) => &[
            "Tutoring at twelve sites",
            "Calls on the first missed day",
            "Reading evenings at the laundromat",
        ],
        ("words", "condition") => &["result"],
        ("words", "sign") => &["indicator"],
        ("words", "way") => &["strategy"],
        ("profile", "people-here") => {
            &["14,000, and 900 more than in 2015, most of them families with small children"]
        }
        ("profile", "identity") => &["Proud of the mill and the band; nobody speaks of the flood"],
        ("profile", "residents") => &["Farm workers, who need a bus at five"],
        ("profile", "informal-leaders") => &["Grandmother Ito"],
        ("profile", "strengths") => &["People stay: half of us were born here"],
        ("words" | "profile", _) => &[],
        _ => &[],
    }
}

fn plans(step: &str) -> &'static [&'static str] {
    match step {
        "plan" => &[
            "Sign leases for twelve tutoring sites",
            "Ask the council for route nine",
        ],
        "onward" => &[
            "Bring the whole picture to the council",
            "Choose one result for the next year",
        ],
        "goals" => &["All children read well by nine", "No child misses ten days"],
        _ => &[
            "Visit the cannery and ask for an hour",
            "Bring the table by school to the next meeting",
        ],
    }
}

/// Voices that are missing, and what was said of strategies alone.
pub const MISSING: [&str; 2] = [
    "Two parents on night shift",
    "A driver of the east-side route",
];

/// Voices that are missing once there are strategies.
pub const STILL_MISSING: [&str; 2] = [
    "The manager of the cannery",
    "Somebody who rides route nine",
];

/// Whys, from the problem to its root; by depth. A driver diagram goes down from an aim instead.
pub fn whys(step: &str, branch: usize) -> &'static [&'static str] {
    match (step, branch) {
        ("drivers", 0) => &[
            "Three of four third graders read well by June 2026",
            "Children are at school",
            "They get there on time",
            "Vans of the cooperative drive at seven",
        ],
        ("drivers", _) => &[
            "They are read with every day",
            "Somebody has ten minutes",
            "Read while waiting for the bus",
        ],
        ("system", 0) => &[
            "East-side children lose twice as many days",
            "Their bus was cut",
            "The route was paid by one grant",
            "Nobody asked the riders before it ended",
        ],
        (_, 0) => &[
            "Missed school days doubled since 2019",
            "Buses were cut on the east side",
            "The route was paid by one grant",
            "Nobody owned a plan for after it",
        ],
        (_, _) => &["Asthma in two schools", "The air units were never replaced"],
    }
}

/// What stands in a field beside the words, for the card of this number.
pub fn beside(field: &str, nth: usize) -> &'static str {
    let all: &[&str] = match field {
        "who" | "contact" | "holds" | "speaks" | "holder" | "brings-them" => &PEOPLE,
        "due" => &["2023-12-15", "2024-01-31", "2024-03-01"],
        "start" => &["2023-12-01", "2024-01-08"],
        "heard-on" => &["2023-11-04", "2023-11-06"],
        "now" => &["57", "22"],
        "goal" => &["75", "10"],
        "people" => &["14000", "900", "2300"],
        "how-many" => &["140", "24", "210", "60"],
        "hours" => &["6", "4", "10"],
        "reach" => &["600", "320", "400"],
        "effect" => &["25", "20", "12"],
        "overlap" => &["10"],
        "cohort" => &["1500"],
        "expected" => &["52.6"],
        "source" => &[
            "District table 2023",
            "County clerk",
            "Twelve talks in October",
        ],
        "evidence" => &["District table 2023", "What parents told us"],
        "where" | "place" => &["Adams School", "east side"],
        "group" | "groups" => &["newcomers", "children of the east side"],
        "definition" => &["Third graders at or above level 3 in May, of all who are enrolled"],
        "unit" => &["%"],
        "often" | "meets" => &["each month", "each week"],
        "indicator" | "measure" => &["Third graders who read well"],
        "strategy" => &["Tutoring", "Rides"],
        "prediction" => &[
            "Four of five come the next day",
            "Six of ten read two pages more",
        ],
        "question" => &["Does a call before nine bring a child to school?"],
        "purpose" => &["So that no child misses a day for want of a ride"],
        "members" => &["Devi, Tomas and two drivers"],
        "with" => &["the bus company", "the library"],
        "contribution" | "brings" => &["Drivers and vans", "They know every family"],
        "part" | "role" => &["They plan the routes", "They see each child once a year"],
        "noticed-by" | "told-by" => &["drivers", "teachers", "a mother at the laundromat"],
        "asset" => &["The vans of the cooperative"],
        "next-step" => &["Devi asks for coffee"],
        "detail" | "observed" => &["Seen in both schools, in spring and in fall"],
        "second-hat" => &["parent"],
        "border" => &["The river and route nine", "The fence of the park"],
        "baseline" => &["57 of 100 in 2022", "22 of 100 in 2022"],
        "group-missing" => &["children of farm workers", "children in care"],
        "others" => &["the library and the clinic"],
        "check" | "seen" => &["One can count it on a Saturday", "Ask three neighbors"],
        "said-by" | "heard" => &["mothers at the laundromat", "drivers of the farm vans"],
        "costs" => &["Meetings take longer"],
        "theme" => &["Asked too late", "Not in our language"],
        "against" => &["Some teachers", "The office"],
        "through" => &["the library", "the bus company"],
        "channel" => &["a call on Mondays"],
        "example" => &["The page of March"],
        "who-could" => &["The school board", "The cooperative"],
        "different" => &["The aide speaks their language"],
        "owner" => &["Adams School", "The cooperative"],
        "history" => &[
            "Two strikes, and a bus that waited",
            "A school closed without asking",
        ],
        "needs" => &["child care in the evening", "a ride home"],
        "instead" => &[
            "They know, and the bus has left",
            "Those who do not come have the most to say",
        ],
        "kept-why" => &["The leases took longer; the library helped"],
        _ => &["Said by three tables", "Seen twice"],
    };
    all[nth % all.len()]
}
