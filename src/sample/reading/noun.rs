//! Clients, courses, threads, symbols, pieces, loose questions, lines noticed in the room, own words
//! and prompts, searches.

use chrono::{NaiveTime, Timelike};

use super::Reading;
use crate::forms::{FormId, Forms};
use crate::journal::{
    Appointment, Client, CustomPrompt, LexiconTerm, Piece, Recurrence, SavedSearch, Symbol, Thread,
    ThreadState,
};
use crate::sample::source::{
    AppointmentSource, ClientSource, CourseSource, Every, JottingSource, PieceSource, PromptSource,
    QuestionSource, SearchSource, Source, SymbolSource, TermSource, ThreadSource,
};
use crate::sample::step::{Dated, SampleStep};

impl Reading<'_> {
    /// Reads all that is neither an entry nor a run.
    pub(super) fn nouns(&self, source: &Source) -> Result<Vec<Dated>, (String, String)> {
        let mut steps = Vec::new();
        for one in &source.clients {
            let place = |reason| (format!("the client `{}`", one.alias), reason);
            steps.push(self.client(one).map_err(place)?);
        }
        for one in &source.jottings {
            let place = |reason| (format!("the jotting `{}`", one.text), reason);
            steps.push(self.jotting(one).map_err(place)?);
        }
        steps.extend(source.pieces.iter().map(|one| self.piece(one)));
        steps.extend(source.terms.iter().map(|one| self.term(one)));
        steps.extend(source.searches.iter().map(|one| self.search(one)));
        for one in &source.prompts {
            let place = |reason| (format!("the prompt `{}`", one.text), reason);
            steps.push(self.prompt(one).map_err(place)?);
        }
        for one in &source.courses {
            let place = |reason| (format!("the course `{}`", one.name), reason);
            steps.push(self.course(one).map_err(place)?);
        }
        for one in &source.threads {
            let place = |reason| (format!("the thread `{}`", one.name), reason);
            steps.extend(self.thread(one).map_err(place)?);
        }
        for one in &source.symbols {
            let place = |reason| (format!("the symbol `{}`", one.name), reason);
            steps.push(self.symbol(one).map_err(place)?);
        }
        for one in &source.questions {
            let place = |reason| (format!("the question `{}`", one.text), reason);
            steps.push(self.question(one).map_err(place)?);
        }
        Ok(steps)
    }

    fn client(&self, source: &ClientSource) -> Result<Dated, String> {
        let appointment = source.appointment.as_ref().map(|one| self.appointment(one));
        let client = Client {
            id: None,
            alias: source.alias.clone(),
            glyph: source.glyph.clone(),
            hue: source.hue.clone(),
            status: source.status,
            started: Some(self.calendar().month(source.started.into())),
            appointment: appointment.transpose()?,
        };
        Ok(Dated { at: self.morning(source.started), step: SampleStep::Client(client) })
    }

    fn appointment(&self, source: &AppointmentSource) -> Result<Appointment, String> {
        let time = NaiveTime::parse_from_str(&source.at, "%H:%M")
            .map_err(|_| format!("`{}` is no time of day", source.at))?;
        let day = source.day.into();
        let every = match source.every {
            Every::Weekly => Recurrence::Weekly,
            Every::Fortnightly => Recurrence::Fortnightly { from: self.calendar().day(day) },
        };
        let minute = (time.hour() * 60 + time.minute()) as u16;
        Ok(Appointment { weekday: self.calendar().weekday(day), minute, every })
    }

    fn jotting(&self, source: &JottingSource) -> Result<Dated, String> {
        let client = self.alias(&source.client)?;
        let step = SampleStep::Jot { text: source.text.clone(), client };
        Ok(Dated { at: self.moment(source.day, &source.at)?, step })
    }

    fn course(&self, source: &CourseSource) -> Result<Dated, String> {
        let CourseSource { name, client, from, to, day } = source;
        let client = self.alias(client)?;
        let step = SampleStep::Course { name: name.clone(), client, from: *from, to: *to };
        Ok(Dated { at: self.morning(*day), step })
    }

    fn thread(&self, source: &ThreadSource) -> Result<Vec<Dated>, String> {
        let client = self.alias_if_any(source.client.as_ref())?;
        let in_state = |state, day| {
            let question = source.question.clone();
            let thread =
                Thread { id: None, question, client: None, state, archived: false, merged: None };
            let (name, client) = (source.name.clone(), client.clone());
            Dated { at: self.morning(day), step: SampleStep::Thread { name, thread, client } }
        };
        let begun = in_state(ThreadState::Open, source.day);
        let rested = source.rested.map(|day| in_state(ThreadState::Rested, day));
        Ok(std::iter::once(begun).chain(rested).collect())
    }

    fn symbol(&self, source: &SymbolSource) -> Result<Dated, String> {
        let client = self.alias(&source.client)?;
        let symbol = Symbol {
            id: None,
            name: source.name.clone(),
            sort: Some(source.sort),
            client: None,
            archived: false,
            merged: None,
            was: Vec::new(),
        };
        Ok(Dated { at: self.morning(source.day), step: SampleStep::Symbol { symbol, client } })
    }

    fn piece(&self, source: &PieceSource) -> Dated {
        let piece = Piece {
            title: source.title.clone(),
            maker: source.maker.clone(),
            seconds: source.minutes.map(|minutes| minutes * 60),
            vocals: source.vocals,
            instruments: source.instruments.clone(),
            movement: source.movement,
            shape: source.shape,
            brightness: source.brightness,
            ..Piece::default()
        };
        Dated { at: self.morning(source.day), step: SampleStep::Piece(piece) }
    }

    fn question(&self, source: &QuestionSource) -> Result<Dated, String> {
        let thread = source.thread.as_ref().map(|name| self.context.known(name)).transpose()?;
        let step = SampleStep::Question { text: source.text.clone(), thread };
        Ok(Dated { at: self.morning(source.day), step })
    }

    fn term(&self, source: &TermSource) -> Dated {
        let term = LexiconTerm {
            id: None,
            term: source.term.clone(),
            plain: source.plain.clone(),
            ring: source.ring.clone(),
            shipped: false,
        };
        Dated { at: self.morning(source.day), step: SampleStep::Term(term) }
    }

    fn search(&self, source: &SearchSource) -> Dated {
        let search = SavedSearch {
            id: None,
            name: source.name.clone(),
            text: source.text.clone(),
            by_date: true,
            removed: false,
        };
        Dated { at: self.morning(source.day), step: SampleStep::Search(search) }
    }

    fn prompt(&self, source: &PromptSource) -> Result<Dated, String> {
        let form = FormId(source.form.clone());
        if Forms::shipped().get(&form).is_none() {
            return Err(format!("there is no form `{}`", form.0));
        }
        let prompt = CustomPrompt { id: None, form, text: source.text.clone() };
        Ok(Dated { at: self.morning(source.day), step: SampleStep::Prompt(prompt) })
    }
}
