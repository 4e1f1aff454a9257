//! Names of months and days of the week in ten languages, in small letters.

const MONTHS: [&str; 12] = [
    "january januar jänner enero janvier gennaio januari janeiro styczeń stycznia jan ene janv gen",
    "february februar feber febrero février febbraio februari fevereiro luty lutego feb févr fev fevr",
    "march märz marzo mars maart março mar mär mrz marzec marca mrt",
    "april abril avril aprile kwiecień kwietnia apr abr avr",
    "may mai mayo maggio mei maj maio maja mag",
    "june juni junio juin giugno junho czerwiec czerwca jun giu",
    "july juli julio juillet luglio julho lipiec lipca jul juil lug",
    "august agosto août augustus augusti sierpień sierpnia aug ago agos aout",
    "september septiembre septembre settembre setembro wrzesień września sep sept set",
    "october oktober octubre octobre ottobre outubro październik października oct okt ott out",
    "november noviembre novembre listopad listopada nov",
    "december dezember diciembre décembre dicembre dezembro grudzień grudnia dec dez dic déc desember",
];

/// Returns the month of a name, from 1.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|names| names.split(' ').any(|name| name == word))?;
    Some(at as u32 + 1)
}

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi vendredi samedi dimanche lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag";

/// Returns whether a word is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    WEEKDAYS.split(' ').any(|day| day == word)
}
