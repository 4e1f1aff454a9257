//! Search: what is indexed of an entry, and how a query is answered.

mod document;
mod mentions;
mod query;
mod saved;
mod why;
mod wire;

pub use why::{How, Synonyms, Why};
pub use wire::{
    Complaint, FacetCounts, FacetValue, FilterToken, Hit, Instead, SearchAnswer, SearchRequest,
    Snippet, Without,
};
