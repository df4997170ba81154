//! What Typst sees of the world: one template, the values handed to it, fonts.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt as _, World};

use super::faces::{Faces, Opened};
use crate::export::evaluation::WriteError;

pub(super) struct Template {
    library: LazyHash<Library>,
    source: Source,
    faces: Arc<Faces>,
    opened: Arc<Opened>,
}

impl Template {
    /// The template with what it is to write.
    pub(super) fn new(handed: Dict, faces: Arc<Faces>) -> Result<Self, WriteError> {
        let path = VirtualPath::new("evaluation.typ")
            .map_err(|_| WriteError::Failed("the template has no name".to_owned()))?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        // Lets a row's first cell be its heading.
        let features: Features = [Feature::A11yExtras].into_iter().collect();
        Ok(Self {
            library: LazyHash::new(
                Library::builder().with_inputs(handed).with_features(features).build(),
            ),
            source: Source::new(id, include_str!("evaluation.typ").to_owned()),
            opened: faces.open(),
            faces,
        })
    }

    /// Whether every face it took was there.
    pub(super) fn had_its_faces(&self) -> bool {
        self.opened.all_read()
    }
}

impl World for Template {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.opened.font(&self.faces, index)
    }

    /// A document says when it was made itself.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
