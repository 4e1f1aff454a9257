//! Search: what is indexed of an entry, and how a query is answered.

mod document;
mod mentions;
mod query;
mod saved;
mod wire;

pub use wire::{
    FacetCounts, FacetValue, FilterToken, Hit, Instead, SearchAnswer, SearchRequest, Synonyms,
    Without,
};

pub use crate::index::{Complaint, How, Snippet, Why};
